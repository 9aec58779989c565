package dev.retune;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import dev.retune.cli.Main;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The floor plan of this module, held by the build. */
class WallsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

    /** Each imports only from those before it. Some are not built yet. */
    private static final List<String> FLOORS = List.of(
            "syntax",
            "config",
            "tuning",
            "protocol",
            "exchange",
            "report",
            "compare",
            "refresh",
            "explain",
            "cluster",
            "service",
            "cli");

    @Test
    void packages_areOnAFloor() {
        List<String> homeless = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name ->
                        FLOORS.stream().noneMatch(floor -> (name + ".").startsWith("dev.retune." + floor + ".")))
                .toList();

        assertThat(homeless)
                .as("packages on no floor: add each to FLOORS of this test, above all that it imports")
                .isEmpty();
    }

    @Test
    void packages_importOnlyFromThoseAboveThem() {
        LayeredArchitecture floors = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String floor : FLOORS) {
            floors = floors.optionalLayer(floor).definedBy("dev.retune." + floor + "..");
        }
        for (int i = 0; i < FLOORS.size(); i++) {
            floors = i == 0
                    ? floors.whereLayer(FLOORS.get(i)).mayNotAccessAnyLayer()
                    : floors.whereLayer(FLOORS.get(i))
                            .mayOnlyAccessLayers(FLOORS.subList(0, i).toArray(String[]::new));
        }
        floors.check(CLASSES);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.retune.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void classes_neitherPrintNorExit_butThoseOfTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.retune.cli..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.retune.cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "me.tongfei..", "ch.qos.logback..")
                .check(CLASSES);
    }

    @Test
    void yaml_isReadInSyntaxOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.retune.syntax..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson.dataformat..", "org.snakeyaml..")
                .check(CLASSES);
    }

    /** Also of nested types, but for builders, each of which belongs to its type. */
    @Test
    void simpleNames_areUnique() {
        Map<String, List<String>> places = CLASSES.stream()
                .filter(type -> !type.isAnonymousClass() && !type.isLocalClass())
                .filter(type ->
                        !List.of("package-info", "module-info", "Builder", "").contains(type.getSimpleName()))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getName, Collectors.toList())));
        places.values().removeIf(names -> names.size() == 1);

        assertThat(places).isEmpty();
    }

    @Test
    void packages_areNullMarked() {
        assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
                .isNotEmpty()
                .allMatch(p -> p.isAnnotatedWith(NullMarked.class));
    }
}
