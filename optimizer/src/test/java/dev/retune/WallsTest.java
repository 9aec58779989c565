package dev.retune;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.retune.space.SearchSpace;
import dev.retune.store.StudyException;
import dev.retune.strategy.Strategy;
import dev.retune.study.TrialException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The floor plan of this module, held by the build. */
class WallsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(SearchSpace.class.getProtectionDomain().getCodeSource().getLocation());

    /** Each imports only from those before it. */
    private static final List<String> FLOORS = List.of(
            "internal",
            "statistics",
            "space",
            "trial",
            "strategy",
            "pruning",
            "budget",
            "store",
            "study",
            "execution",
            "analysis");

    @Test
    void packages_importOnlyFromThoseAboveThem() {
        LayeredArchitecture floors = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .ensureAllClassesAreContainedInArchitecture();
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
