package dev.retune.exchange;

import dev.retune.exchange.OptunaImport.Imported;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.StudyCopy;
import dev.retune.store.StudyDefinition;
import dev.retune.trial.Goals;
import dev.retune.trial.Limit;
import dev.retune.trial.Measurement;
import dev.retune.trial.MetricValue;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.Target;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Optuna studies of several objectives, of constraints and of limits: there and back again. */
class OptunaGoalsTest {

    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));
    private static final Goals SEVERAL =
            Goals.maximize("accuracy").and(Target.minimize("latency")).limit(Limit.atMost("memory", 512));

    @TempDir
    Path folder;

    private static TrialRecord trial(int number, Optional<Outcome> outcome, Report... reports) {
        Optional<Instant> time =
                outcome.map(end -> Instant.parse("2024-05-01T10:00:00Z").plusSeconds(number));
        return TrialRecord.builder(number, SPACE.configuration(Map.of("x", number / 16.0)), 1)
                .reports(List.of(reports))
                .outcome(outcome)
                .started(time)
                .ended(time)
                .attributes(Map.of("cost", List.of(0.5, 0.25)))
                .build();
    }

    private static StudyCopy several() {
        Measurement measured = Measurement.ofFolds("accuracy", List.of(0.5, 1.0))
                .and("latency", 12.5)
                .and(MetricValue.ofFolds("memory", List.of(400.0, 600.0)))
                .constraint("size", -0.5)
                .constraint("heat", 0.25)
                .cost(3.5);
        return new StudyCopy(
                new StudyDefinition("s", SPACE, SEVERAL, Resource.WHOLE, 0, Map.of("owner", "anna")),
                Instant.parse("2024-05-01T10:00:00Z"),
                List.of(
                        trial(
                                0,
                                Optional.of(new Outcome.Completed(measured)),
                                new Report(1, "accuracy", 0.25),
                                new Report(1, "latency", Double.NaN)),
                        trial(1, Optional.of(new Outcome.Failed("no", OptionalDouble.of(2)))),
                        trial(
                                2,
                                Optional.of(new Outcome.Pruned(
                                        Measurement.of("accuracy", 0.5).and("latency", 1), "pruned in Optuna"))),
                        trial(3, Optional.empty())),
                Map.of());
    }

    private Imported throughOptuna(StudyCopy copy) {
        Path file = folder.resolve("o.db");
        OptunaExport.write(copy, file);
        List<Imported> imported = OptunaImport.read(file, reason -> {});
        assertThat(imported).hasSize(1);
        return imported.get(0);
    }

    @Test
    void export_ofSeveralTargets_andImport_keepEverything() {
        StudyCopy before = several();
        Imported imported = throughOptuna(before);
        StudyCopy after = imported.copy();

        assertThat(after.definition().goals()).isEqualTo(SEVERAL);
        assertThat(after.trials()).isEqualTo(before.trials());
        assertThat(after.definition().notes()).containsEntry("owner", "anna").containsOnlyKeys("owner", "imported");
        assertThat(imported.remarks())
                .contains("it has 2 objectives: to search on takes a strategy that needs no single best trial,"
                        + " such as sobol or"
                        + " random");
    }

    @Test
    void export_ofOneTargetWithALimit_andImport_keepEverything() {
        Goals goals = Goals.maximize("accuracy").limit(Limit.atMost("latency", 20));
        StudyCopy before = new StudyCopy(
                new StudyDefinition("s", SPACE, goals, Resource.WHOLE, 0, Map.of()),
                Instant.EPOCH,
                List.of(
                        trial(
                                0,
                                Optional.of(new Outcome.Completed(Measurement.ofFolds("accuracy", List.of(0.5, 1.0))
                                        .and("latency", 23)
                                        .cost(1))),
                                new Report(1, "accuracy", 0.5)),
                        trial(
                                1,
                                Optional.of(new Outcome.Completed(
                                        Measurement.of("accuracy", 0.5).and("latency", 3))))),
                Map.of());
        assertThat(throughOptuna(before).copy().definition().goals()).isEqualTo(goals);
        assertThat(OptunaImport.read(folder.resolve("o.db"), reason -> {})
                        .get(0)
                        .copy()
                        .trials())
                .isEqualTo(before.trials());
    }

    @Test
    void export_writesWhatOptunaReads() throws Exception {
        OptunaExport.write(several(), folder.resolve("o.db"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("o.db"));
                Statement statement = connection.createStatement()) {
            assertThat(strings(statement, "SELECT direction FROM study_directions ORDER BY objective"))
                    .containsExactly("MAXIMIZE", "MINIMIZE");
            assertThat(strings(
                            statement,
                            "SELECT value_json FROM study_system_attributes WHERE key = 'study:metric_names'"))
                    .containsExactly("[\"accuracy\",\"latency\"]");
            assertThat(strings(statement, "SELECT value FROM trial_values WHERE trial_id = 1 ORDER BY objective"))
                    .containsExactly("0.75", "12.5");
            assertThat(strings(statement, "SELECT value_json FROM trial_system_attributes WHERE key = 'constraints'"))
                    .containsExactly("[-0.5,0.25,-12.0]");
        }
    }

    private static List<String> strings(Statement statement, String sql) throws Exception {
        List<String> strings = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }

    private static final String MAKE = """
            import optuna, sys
            optuna.logging.set_verbosity(optuna.logging.ERROR)
            sampler = optuna.samplers.NSGAIISampler(seed=1, constraints_func=lambda t: (t.params['x'] - 0.5, -1.0))
            study = optuna.create_study(study_name='s', storage='sqlite:///' + sys.argv[1], sampler=sampler,
                                        directions=['maximize', 'minimize', 'minimize'])
            study.set_metric_names(['accuracy', 'latency', 'size'])
            def objective(t):
                x = t.suggest_float('x', 0, 1)
                if t.number == 3: raise ValueError('boom')
                return x, x * x, 1 - x
            study.optimize(objective, n_trials=20, catch=(ValueError,))
            """;

    private static final String CHECK = """
            import optuna, sys
            def load(file):
                return optuna.load_study(study_name='s', storage='sqlite:///' + file)
            a, b = load(sys.argv[1]), load(sys.argv[2])
            assert a.directions == b.directions, b.directions
            assert a.metric_names == b.metric_names, b.metric_names
            assert len(a.trials) == len(b.trials)
            for s, t in zip(a.trials, b.trials):
                assert (s.number, s.state, s.values, s.params) == (t.number, t.state, t.values, t.params), t
                assert s.system_attrs.get('constraints') == t.system_attrs.get('constraints') or \\
                    list(s.system_attrs.get('constraints')) == t.system_attrs.get('constraints'), t
            assert [t.number for t in a.best_trials] == [t.number for t in b.best_trials]
            """;

    @Test
    void optunaItself_findsTheSameAfterwards() throws Exception {
        Path python = Stream.of("/usr/bin/python3").map(Path::of).findFirst().orElseThrow();
        assumeTrue(
                Files.isExecutable(python) && run("import optuna; optuna.Study.set_metric_names") == 0,
                "no Optuna here");
        Path there = folder.resolve("there.db");
        assertThat(run(MAKE, there.toString())).isZero();

        Imported imported = OptunaImport.read(there, reason -> {}).get(0);
        Path back = folder.resolve("back.db");
        OptunaExport.write(imported.copy(), back);

        assertThat(imported.copy().definition().goals())
                .isEqualTo(Goals.maximize("accuracy").and(Target.minimize("latency"), Target.minimize("size")));
        assertThat(imported.copy().trials().get(0).measurement().orElseThrow().constraints())
                .containsOnlyKeys("constraint1", "constraint2");
        assertThat(run(CHECK, there.toString(), back.toString())).isZero();
    }

    private int run(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", script));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        if (status != 0 && arguments.length > 0) {
            throw new AssertionError(Files.readString(output, StandardCharsets.UTF_8));
        }
        return status;
    }
}
