package dev.retune.exchange;

import dev.retune.budget.Budget;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.InMemoryStore;
import dev.retune.store.StudyCopy;
import dev.retune.strategy.RandomSearch;
import dev.retune.study.Study;
import dev.retune.study.Trial;
import dev.retune.trial.Direction;
import dev.retune.trial.History;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.TrialRecord;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** There and back again, with Optuna itself, where it is installed (Debian: python3-optuna). */
class OptunaRoundTripTest {

    private static final String HEAD = """
            import json, math, optuna, sys
            optuna.logging.set_verbosity(optuna.logging.ERROR)
            load = lambda file: optuna.load_study(study_name='s', storage='sqlite:///' + file)
            """;

    /** Parameters that depend on a real number, on both ends of a range, and on a gap in it; choices of all kinds. */
    private static final String MAKE = HEAD + """
            def objective(t):
                t.suggest_categorical('kernel', ['linear', None, 3, 2.5, True])
                t.suggest_categorical('cut', [None, 'None', 1, '1'])
                rate = t.suggest_float('rate', 1e-5, 1e-1, log=True)
                if rate > 1e-3: t.suggest_float('decay', 0, 1, step=0.25)
                layers = t.suggest_int('layers', 1, 4)
                if 2 <= layers <= 3: t.suggest_int('width', 2, 64, step=2)
                if layers != 2: t.suggest_float('dropout', 0, 0.5)
                if t.number % 9 == 4: raise optuna.TrialPruned()
                for step in range(3):
                    t.report(math.nan if t.number == 5 else rate * step, step)
                    if t.number % 5 == 0 and step == 1: raise optuna.TrialPruned()
                if t.number % 7 == 6: raise ValueError('boom')
                if t.number == 8: return -math.inf
                t.set_user_attr('host', {'name': 'a', 'cores': [1, 2]})
                return rate + layers
            study = optuna.create_study(study_name='s', storage='sqlite:///' + sys.argv[1], direction='maximize',
                                        sampler=optuna.samplers.RandomSampler(seed=1))
            study.set_user_attr('owner', 'anna')
            study.optimize(objective, n_trials=60, catch=(ValueError,))
            study.enqueue_trial({'kernel': None, 'cut': None, 'rate': 0.1, 'decay': 0.5, 'layers': 1, 'dropout': 0.25})
            """;

    private static final int TRIALS = 61;

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeAStudy() throws Exception {
        String said = python(MAKE, file("optuna.db"));
        Assumptions.assumeFalse(
                said.contains("No such file") || said.contains("No module named"), () -> "no Optuna here: " + said);
        assertThat(said).isEmpty();
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static StudyCopy imported() {
        return OptunaImport.read(folder.resolve("optuna.db"), reason -> {})
                .get(0)
                .copy();
    }

    @Test
    void importedAndExported_isTheSameToOptuna() throws Exception {
        StudyCopy copy = imported();
        TrialRecord best = History.of(
                        copy.definition().goals(), copy.definition().resource(), copy.trials())
                .best()
                .orElseThrow();

        OptunaExport.write(copy, folder.resolve("back.db"));

        assertThat(python(HEAD + """
                        a, b = load(sys.argv[1]), load(sys.argv[2])
                        facts = lambda t: (t.number, t.state, t.params, t.distributions, t.values,
                            repr(t.intermediate_values), t.user_attrs,
                            t.datetime_start, t.datetime_complete, t.system_attrs.get('fixed_params'))
                        for x, y in zip(a.trials, b.trials):
                            if facts(x) != facts(y): print(facts(x), facts(y), sep='\\n')
                        if {t.state.name for t in b.trials} != {'COMPLETE', 'PRUNED', 'FAIL', 'WAITING'}:
                            print('states')
                        study = lambda s: (len(s.trials), s.best_value, s.best_trial.number, s.direction, s.user_attrs)
                        if study(a) != study(b): print(study(a), study(b))
                        print(a.best_trial.number, a.best_value, a.best_params['rate'])
                        """, file("optuna.db"), file("back.db")))
                .isEqualTo("%s %s %s%n"
                        .formatted(
                                best.number(),
                                Direction.MAXIMIZE.loss(best.value()),
                                best.configuration().get("rate")));
    }

    @Test
    void imported_findsWhatParametersDependOn_orAddsASwitch_whichOptunaNeverSees() throws Exception {
        StudyCopy copy = imported();
        SearchSpace space = copy.definition().space();
        assertThat(space.conditions(space.index("width"))).hasToString("[layers in [2, 3]]");
        assertThat(space.conditions(space.index("dropout"))).hasToString("[layers in [1, 3, 4]]");
        assertThat(space.conditions(space.index("decay"))).hasToString("[decay.used in [yes]]");
        InMemoryStore store = new InMemoryStore();
        store.restore(copy);
        Study study = Study.over(space)
                .goal(Direction.MAXIMIZE)
                .budget(Budget.trials(TRIALS + 20))
                .strategy(RandomSearch.create())
                .store(store, "s")
                .build();
        while (study.isOpen()) {
            Trial trial = study.ask();
            study.tell(trial, trial.number());
        }

        OptunaExport.write(StudyCopy.of(store.find("s").orElseThrow()), folder.resolve("more.db"));

        long used = study.trials().stream()
                .filter(trial -> trial.configuration().isActive("decay"))
                .count();
        assertThat(python(HEAD + """
                        trials = load(sys.argv[1]).trials
                        known = {'kernel', 'cut', 'rate', 'decay', 'layers', 'width', 'dropout'}
                        others = {n for t in trials for n in t.params} - known
                        print(len(trials), sum('decay' in t.params for t in trials), others)
                        """, file("more.db"))).isEqualTo("%s %s set()%n".formatted(TRIALS + 20, used));
    }

    @Test
    void aStudyOfOurs_exported_isTheSameToOptuna() throws Exception {
        RealParameter rate = Parameter.real("rate", 1e-5, 0.1).log();
        IntParameter layers = Parameter.integer("layers", 1, 4);
        SearchSpace space = SearchSpace.builder()
                .add(rate)
                .add(layers)
                .add(Parameter.integer("units", 8, 64).step(8), layers.atLeast(2))
                .add(Parameter.choice("kind", "a", true, 2.5))
                .build();
        InMemoryStore store = new InMemoryStore();
        Study study =
                Study.over(space).budget(Budget.trials(30)).store(store, "s").build();
        for (int i = 0; i < 28; i++) {
            Trial trial = study.ask();
            trial.report(1, trial.get(rate));
            trial.report(4, i);
            study.tell(
                    trial,
                    switch (i % 5) {
                        case 3 -> new Outcome.Pruned(Measurement.of(i), "slow");
                        case 4 -> new Outcome.Failed("boom");
                        default -> new Outcome.Completed(Measurement.ofFolds(List.of(trial.get(rate), 1.0)));
                    });
        }
        study.ask();
        study.release(study.ask());
        StudyCopy copy = StudyCopy.of(store.find("s").orElseThrow());
        try (Writer lines = Files.newBufferedWriter(folder.resolve("ours.jsonl"))) {
            StudyLines.write(copy, lines);
        }

        OptunaExport.write(copy, folder.resolve("ours.db"));

        assertThat(python(HEAD + """
                        lines = [json.loads(line) for line in open(sys.argv[1])]
                        trials = load(sys.argv[2]).trials
                        STATE = {'COMPLETE': 'completed', 'FAIL': 'failed'}
                        facts = lambda t: (t.number, STATE.get(t.state.name, t.state.name.lower()),
                            t.params or t.system_attrs['fixed_params'], t.values,
                            t.intermediate_values, t.user_attrs.get('folds'), t.user_attrs.get('reason'))
                        for line in [line for line in lines if 'trial' in line]:
                            there = facts(trials[line['trial']])
                            here = (line['trial'], line['state'], line['params'], line.get('values'),
                                {r['step']: r['value'] for r in line['reports']}, line.get('folds') or None,
                                line['reason'] if line['state'] == 'failed' else None)
                            if here != there: print(here, there, sep='\\n')
                        print(len(trials))
                        """, file("ours.jsonl"), file("ours.db"))).isEqualTo("30%n".formatted());
    }

    /** What it prints, its error output included; or why it cannot be run. */
    private static String python(String program, String... arguments) throws Exception {
        try {
            Process process = new ProcessBuilder(Stream.concat(
                                    Stream.of("/usr/bin/python3", "-W", "ignore", "-c", program), Stream.of(arguments))
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? output : output + "failed";
        } catch (IOException absent) {
            return String.valueOf(absent.getMessage());
        }
    }
}
