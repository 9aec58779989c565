package dev.retune;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.retune.learner.Learner;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The floor plan of this module, held by the build. */
class WallsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(Learner.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void packages_importOnlyFromThoseAboveThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("data")
                .definedBy("dev.retune.data")
                .layer("validation")
                .definedBy("dev.retune.validation")
                .layer("learner")
                .definedBy("dev.retune.learner")
                .layer("learners")
                .definedBy("dev.retune.learner.*")
                .layer("objective")
                .definedBy("dev.retune.objective")
                .whereLayer("data")
                .mayNotAccessAnyLayer()
                .whereLayer("validation")
                .mayOnlyAccessLayers("data")
                .whereLayer("learner")
                .mayOnlyAccessLayers("data", "validation")
                .whereLayer("learners")
                .mayOnlyAccessLayers("data", "validation", "learner")
                .whereLayer("objective")
                .mayOnlyAccessLayers("data", "validation", "learner")
                .ensureAllClassesAreContainedInArchitecture()
                .check(CLASSES);
    }

    @Test
    void learners_doNotKnowOneAnother() {
        slices().matching("dev.retune.learner.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void smile_isImportedInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.retune.learner.smile")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("smile..")
                .check(CLASSES);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.retune.(**)").should().beFreeOfCycles().check(CLASSES);
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
}
