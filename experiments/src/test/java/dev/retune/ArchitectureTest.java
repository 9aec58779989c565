package dev.retune;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assertions;

import java.util.List;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(
        packages = {"dev.retune.config", "dev.retune.exchange", "dev.retune.report", "dev.retune.cli"},
        importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule floors = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("config")
            .definedBy("dev.retune.config..")
            .layer("exchange")
            .definedBy("dev.retune.exchange..")
            .layer("report")
            .definedBy("dev.retune.report..")
            .layer("cli")
            .definedBy("dev.retune.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("exchange")
            .mayOnlyBeAccessedByLayers("report", "cli")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("report", "cli");

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
    static final ArchRule onlyConfigReadsYaml = noClasses()
            .that()
            .resideOutsideOfPackage("dev.retune.config..")
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
