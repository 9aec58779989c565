package dev.retune;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.retune.space.SearchSpace;
import dev.retune.store.StudyException;
import dev.retune.strategy.Strategy;
import dev.retune.study.TrialException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The floor plan of this module, held by the build. */
class WallsTest {

    private static final String ROOT = "dev.retune.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(SearchSpace.class.getProtectionDomain().getCodeSource().getLocation());

    /**
     * Top down: each package, and the packages of this module that it may import, besides what is internal. A new
     * package is declared here first.
     */
    private static final List<Floor> FLOORS = List.of(
            floor("internal.numerics"),
            floor("internal.text"),
            floor("statistics"),
            floor("space"),
            floor("trial", "statistics", "space"),
            floor("strategy", "space", "trial"),
            floor("strategy.halving", "space", "trial", "strategy"),
            floor("strategy.gp", "space", "trial", "strategy"),
            floor("strategy.tpe", "space", "trial", "strategy"),
            floor("strategy.evolution", "space", "trial", "strategy"),
            floor("strategy.auto", "space", "trial", "strategy", "strategy.halving", "strategy.gp", "strategy.tpe"),
            floor("pruning", "statistics", "trial"),
            floor("budget", "statistics", "space", "trial", "strategy"),
            floor("store", "space", "trial", "strategy"),
            floor("store.jdbc", "space", "trial", "strategy", "store"),
            floor("study", "space", "trial", "strategy", "strategy.auto", "strategy.gp", "pruning", "budget", "store"),
            floor("execution", "trial", "store", "study"),
            floor("execution.program", "space", "trial", "study"));

    private record Floor(String name, Set<String> imports) {

        boolean mayImport(String other) {
            return imports.contains(other) || isInternal(other) && !isInternal(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static boolean isInternal(String name) {
        return name.startsWith("internal.");
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
                .filter(name -> !name.equals(floor.name()) && !floor.mayImport(name))
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

    /** What is internal is for our own modules only. */
    @Test
    void packages_areExported_exceptInternalOnes() {
        ModuleDescriptor module = ModuleFinder.of(Path.of(SearchSpace.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()))
                .find("dev.retune.optimizer")
                .orElseThrow()
                .descriptor();

        assertThat(module.exports().stream().map(Exports::source))
                .containsExactlyInAnyOrderElementsOf(
                        packages().stream().map(ROOT::concat).toList());
        assertThat(module.exports())
                .allMatch(exports ->
                        exports.isQualified() == isInternal(exports.source().substring(ROOT.length())));
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
    void packages_haveNoCycles() {
        slices().matching("dev.retune.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void families_ofStrategies_knowOneAnotherOnlyAsStrategies() {
        slices().matching("dev.retune.strategy.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), strategies())
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    /** Also what belongs to one, such as its builder. */
    private static DescribedPredicate<JavaClass> strategies() {
        return DescribedPredicate.describe(
                "strategies",
                type -> type.isAssignableTo(Strategy.class)
                        || type.getEnclosingClass()
                                .filter(outer -> outer.isAssignableTo(Strategy.class))
                                .isPresent());
    }

    @Test
    void databases_areKnownToOnePackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.retune.store.jdbc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "org.sqlite..",
                        "org.postgresql..",
                        "org.flywaydb..",
                        "dev.retune.store.jdbc..")
                .check(CLASSES);
    }

    /** A lease is as long as the store's clock says, whatever the clock of the worker does. */
    @Test
    void databases_tellTheTimeThemselves() {
        noClasses()
                .that()
                .resideInAPackage("dev.retune.store.jdbc..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class)
                .check(CLASSES);
    }

    @Test
    void signatures_thatUsersSee_nameNoLibrary() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .notHaveRawReturnType(libraries())
                .andShould()
                .notHaveRawParameterTypes(DescribedPredicate.anyElementThat(libraries()))
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> libraries() {
        return JavaClass.Predicates.resideInAnyPackage(
                "com.google..", "tools.jackson..", "com.fasterxml..", "org.apache..", "org.flywaydb..");
    }

    /** See {@code docs/decisions/exceptions.md}. */
    @Test
    void exceptions_areOfTwoSealedFamilies() {
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .should()
                .haveSimpleNameEndingWith("Exception")
                .andShould()
                .beAssignableTo(assignableTo(StudyException.class).or(assignableTo(TrialException.class)))
                .check(CLASSES);
        assertThat(StudyException.class).isSealed();
        assertThat(TrialException.class).isSealed();
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
}
