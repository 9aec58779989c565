package dev.retune.tuning;

import dev.retune.config.BudgetSection;
import dev.retune.config.WrittenSearch;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.StudyDefinition;
import dev.retune.trial.Goals;
import dev.retune.trial.Resource;
import dev.retune.tuning.WorkloadFacts.ModelFacts;
import dev.retune.tuning.WorkloadFacts.ProgramFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

class StudyFactsTest {

    private static final StudyFacts OF_A_MODEL = new StudyFacts(
            Optional.of(new ModelFacts(
                    "network",
                    "{epochs=4}",
                    "classes.csv",
                    "0f866df109145659",
                    "kind",
                    Optional.of("b"),
                    "stratified 3-fold, seed 5",
                    "0.25")),
            Optional.of(new WrittenSearch("{\"name\":\"asha\",\"eta\":3}", "none", "median")),
            Optional.of(new BudgetSection(
                    Optional.of(6),
                    Optional.of(Duration.ofMillis(90_500)),
                    Optional.of(12.5),
                    Optional.empty(),
                    Optional.of(0.9),
                    Optional.of(4),
                    Optional.of(0.0))),
            Optional.empty(),
            Optional.of("the strategy has nothing left to propose"),
            Optional.of(new HoldOutScore(1, 0.875, 24, Map.of("classes", List.of("x", "y")))));

    /** As 0.1 wrote them. */
    private static final Map<String, Object> NOTES_OF_01 = Map.ofEntries(
            Map.entry("metric", "accuracy"),
            Map.entry("learner", "network"),
            Map.entry("settings", "{epochs=4}"),
            Map.entry("data", "classes.csv"),
            Map.entry("rows", "0f866df109145659"),
            Map.entry("target", "kind"),
            Map.entry("weight", "b"),
            Map.entry("validation", "stratified 3-fold, seed 5"),
            Map.entry("holdout", "0.25"),
            Map.entry("strategy", "{\"name\":\"asha\",\"eta\":3}"),
            Map.entry("prior", "none"),
            Map.entry("pruner", "median"),
            Map.entry(
                    "budget",
                    Map.of(
                            "trials",
                            6,
                            "time",
                            "90.5s",
                            "resource",
                            12.5,
                            "target",
                            0.9,
                            "noImprovement",
                            4,
                            "nothingToGain",
                            0.0)),
            Map.entry("over", "the strategy has nothing left to propose"),
            Map.entry("holdOut", Map.of("trial", 1, "score", 0.875, "rows", 24, "classes", List.of("x", "y"))));

    private static StudyDefinition study(Map<String, Object> notes) {
        SearchSpace space = SearchSpace.of(Parameter.real("x", 0, 1));
        return new StudyDefinition("s", space, Goals.maximize("accuracy"), Resource.WHOLE, 1, notes);
    }

    private static Map<String, Object> with(Map<String, Object> notes, String key, Object value) {
        Map<String, Object> more = new TreeMap<>(notes);
        more.put(key, value);
        return more;
    }

    @Test
    void facts_comeBackFromNotes_allOfThemReserved() {
        assertThat(StudyFacts.of(study(OF_A_MODEL.toNotes()))).isEqualTo(OF_A_MODEL);
        assertThat(OF_A_MODEL.toNotes().keySet()).allMatch(key -> key.startsWith("retune."));

        StudyFacts ofAProgram = new StudyFacts(
                Optional.of(new ProgramFacts("process", "sh serve.sh")),
                Optional.empty(),
                Optional.of(new BudgetSection(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(7200.0),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(StudyFacts.of(ofAProgram.in(study(Map.of())))).isEqualTo(ofAProgram);
        assertThat(StudyFacts.of(study(Map.of()))).isEqualTo(StudyFacts.NONE);
    }

    @Test
    void notes_ofUsers_neitherDisturbNorAreTouched() {
        Map<String, Object> own = Map.of(
                "metric", "mine", "budget", 7, "learner", List.of(1), "over", "and out", "command", "make train");

        StudyDefinition plain = study(own);
        StudyDefinition tuned = OF_A_MODEL.in(plain);

        assertThat(StudyFacts.of(plain)).isEqualTo(StudyFacts.NONE);
        assertThat(StudyFacts.of(tuned)).isEqualTo(OF_A_MODEL);
        assertThat(StudyFacts.userNotes(plain)).isEqualTo(own);
        assertThat(StudyFacts.userNotes(tuned)).isEqualTo(own);
    }

    @Test
    void notes_of01_areReadAsFacts() {
        assertThat(StudyFacts.of(study(NOTES_OF_01))).isEqualTo(OF_A_MODEL);
        assertThat(StudyFacts.userNotes(study(with(NOTES_OF_01, "mine", 1)))).isEqualTo(Map.of("mine", 1));
        assertThat(StudyFacts.of(study(with(NOTES_OF_01, "over", "no"))).over()).isEmpty();
        assertThat(StudyFacts.of(study(Map.of(
                        "metric",
                        "loss",
                        "command",
                        "sh trial.sh",
                        "budget",
                        Map.of("trials", 6),
                        "strategy",
                        "tpe",
                        "prior",
                        "none",
                        "pruner",
                        "none",
                        "deterministic.round",
                        3))))
                .isEqualTo(new StudyFacts(
                        Optional.of(new ProgramFacts("command", "sh trial.sh")),
                        Optional.of(new WrittenSearch("tpe", "none", "none")),
                        OF_A_MODEL
                                .budget()
                                .map(limits -> new BudgetSection(
                                        limits.trials(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())),
                        Optional.of(3),
                        Optional.empty(),
                        Optional.empty()));
        StudyDefinition imported = study(Map.of("metric", "loss", "imported", "Optuna 3.1.0, optuna.db"));
        assertThat(StudyFacts.userNotes(imported)).containsOnlyKeys("imported");
    }

    /** Only what changes is written, with reserved keys; the old notes stay as they are. */
    @Test
    void notes_of01_thatChange_areWrittenWithReservedKeys() {
        StudyFacts before = StudyFacts.of(study(NOTES_OF_01));
        StudyFacts now = before.over(Optional.empty())
                .with(
                        new WrittenSearch("tpe", "none", "none"),
                        OF_A_MODEL.budget().orElseThrow());

        Map<String, Object> changes = now.changesSince(before);
        Map<String, Object> after = new TreeMap<>(NOTES_OF_01);
        after.putAll(changes);

        assertThat(changes).containsOnlyKeys("retune.search", "retune.over");
        assertThat(StudyFacts.of(study(after))).isEqualTo(now);
        assertThat(StudyFacts.userNotes(study(after))).isEmpty();
        assertThat(now.changesSince(StudyFacts.of(study(after)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"retune.workload", "retune.search", "retune.budget", "retune.over", "retune.holdOut"})
    void notes_ofAnotherShape_areAsIfTheyWereNotThere(String key) {
        for (Object value : List.of(7, true, List.of("x"), Map.of("kind", 1, "time", 3, "trial", "one"))) {
            assertThat(StudyFacts.of(study(Map.of(key, value)))).isEqualTo(StudyFacts.NONE);
        }
    }
}
