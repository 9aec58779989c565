package dev.retune;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assertions;

import java.util.List;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(
        packages = {
            "dev.retune.syntax",
            "dev.retune.config",
            "dev.retune.tuning",
            "dev.retune.protocol",
            "dev.retune.exchange",
            "dev.retune.report",
            "dev.retune.cli"
        },
        importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

    /** Each imports only from those before it. */
    private static final List<String> FLOORS =
            List.of("syntax", "config", "tuning", "protocol", "exchange", "report", "cli");

    @ArchTest
    static void packages_importOnlyFromThoseBelow(JavaClasses classes) {
        LayeredArchitecture floors = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String floor : FLOORS) {
            floors = floors.layer(floor).definedBy("dev.retune." + floor + "..");
        }
        for (int i = 0; i < FLOORS.size(); i++) {
            floors = i == 0
                    ? floors.whereLayer(FLOORS.get(i)).mayNotAccessAnyLayer()
                    : floors.whereLayer(FLOORS.get(i))
                            .mayOnlyAccessLayers(FLOORS.subList(0, i).toArray(String[]::new));
        }
        floors.check(classes);
    }

    @ArchTest
    static final ArchRule cycles =
            slices().matching("dev.retune.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyCliPrints =
            noClasses().that().resideOutsideOfPackage("dev.retune.cli..").should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule onlyCliEndsTheProcess = noClasses()
            .that()
            .resideOutsideOfPackage("dev.retune.cli..")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule onlySyntaxReadsYaml = noClasses()
            .that()
            .resideOutsideOfPackage("dev.retune.syntax..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson.dataformat..", "org.snakeyaml..");

    @ArchTest
    static void packagesAreNullMarked(JavaClasses classes) {
        List<String> unmarked = classes.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(p -> !p.isAnnotatedWith(NullMarked.class))
                .map(p -> p.getName())
                .toList();
        Assertions.assertEquals(List.of(), unmarked);
    }
}
