package dev.retune;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.retune.learner.Learner;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The floor plan of this module, held by the build. */
class WallsTest {

    private static final String ROOT = "dev.retune.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(Learner.class.getProtectionDomain().getCodeSource().getLocation());

    /**
     * Top down: each package, and the packages of this module that it may import. A new package is declared here first.
     */
    private static final List<Floor> FLOORS = List.of(
            floor("data"),
            floor("validation", "data"),
            floor("learner", "data", "validation"),
            floor("learner.smile"),
            floor("learner.classical", "data", "validation", "learner"),
            floor("learner.tree", "data", "learner", "learner.classical", "learner.smile"),
            floor("learner.linear", "data", "learner", "learner.classical", "learner.smile"),
            floor("learner.neighbours", "data", "learner", "learner.classical", "learner.smile"),
            floor("learner.kernel", "data", "learner", "learner.classical"),
            floor("learner.bayes", "data", "learner", "learner.classical"),
            floor("learner.network", "data", "validation", "learner"),
            floor("learner.xgboost", "data", "validation", "learner"),
            floor("objective", "data", "validation", "learner"));

    private record Floor(String name, Set<String> imports) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Floor floor(String name, String... imports) {
        return new Floor(name, Set.of(imports));
    }

    /** The packages that there are, without the prefix that all have. */
    private static Set<String> packages() {
        return CLASSES.stream()
                .map(type -> type.getPackageName().substring(ROOT.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void packages_areDeclared_belowWhatTheyImport() {
        assertThat(packages())
                .as("FLOORS must declare each package, and none that is gone: give a new one its line there")
                .containsExactlyInAnyOrderElementsOf(
                        FLOORS.stream().map(Floor::name).toList());
        for (int i = 0; i < FLOORS.size(); i++) {
            assertThat(FLOORS.subList(0, i).stream().map(Floor::name))
                    .as("'%s' imports only from those above it", FLOORS.get(i))
                    .containsAll(FLOORS.get(i).imports());
        }
    }

    @ParameterizedTest
    @FieldSource("FLOORS")
    void packages_importOnlyWhatIsDeclared(Floor floor) {
        String[] others = packages().stream()
                .filter(name -> !name.equals(floor.name()) && !floor.imports().contains(name))
                .map(ROOT::concat)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + floor.name())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.retune.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "smile.., learner.smile",
        "ml.dmlc.., learner.xgboost",
        "org.bytedeco.., learner.network",
        "de.siegmar.., data",
        "tools.jackson.., learner"
    })
    void libraries_areImportedInOnePackage(String library, String name) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + name)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void studies_areEnteredThroughObjectiveOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.retune.objective")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.retune.study..")
                .check(CLASSES);
    }

    @Test
    void stores_strategies_andRunners_areUnknownHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.retune.store..",
                        "dev.retune.strategy..",
                        "dev.retune.pruning..",
                        "dev.retune.budget..",
                        "dev.retune.execution..",
                        "dev.retune.analysis..")
                .check(CLASSES);
    }

    @Test
    void classes_neitherPrintNorExit() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
        noClasses().should().callMethod(System.class, "exit", int.class).check(CLASSES);
    }

    @Test
    void packages_areNullMarked() {
        assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
                .isNotEmpty()
                .allMatch(p -> p.isAnnotatedWith(NullMarked.class));
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
}
