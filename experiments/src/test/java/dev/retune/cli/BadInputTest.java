package dev.retune.cli;

import dev.retune.cli.Cli.Result;
import dev.retune.store.StoreException;
import dev.retune.store.jdbc.JdbcStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

import static org.assertj.core.api.Assertions.assertThat;

/** What a user gets wrong is told in one line, with a hint, and exit status 2. */
class BadInputTest {

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(folder);
    }

    private static void assertRefused(Result result, String message) {
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().toList()).singleElement().asString().startsWith("retune: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "seed: 7 | sead: 7 | study.yaml line 4: unknown key 'sead'; did you mean 'seed'?",
                "{trials: 3} | {trails: 3} | study.yaml line 3: unknown key 'budget.trails'; did you mean 'trials'?",
                "seed: 7 | retry: -1 | study.yaml line 4: retry = -1: it must be a whole number, 0 or more",
                "seed: 7 | deterministic: often | study.yaml line 4: deterministic = \"often\": it must be"
                        + " true or false",
                "seed: 7 | deterministic: {round: 0} | study.yaml line 4: deterministic.round = 0: it must be"
                        + " a whole number, 1",
                "{trials: 3} | {} | study.yaml line 3: budget = {}: it has no limit: write {trials: 60} or {time: 10m}",
                "{trials: 3} | {trials: 0} | study.yaml line 3: budget.trials = 0: it must be a whole number,"
                        + " 1 or more",
                "{trials: 3} | {trials: many} | study.yaml line 3: budget.trials = \"many\": it must be a"
                        + " whole number, 1 or more",
                "{trials: 3} | {nothingToGain: -1} | study.yaml line 3: A budget that ends when there is no"
                        + " more than -1.0 to gain: it must be above 0",
                "{trials: 3} | {nothingToGain: never} | study.yaml line 3: budget.nothingToGain = \"never\":"
                        + " it must be",
                "{trials: 3} | {time: soon} | study.yaml line 3: 'soon' is not a duration: write it like 90s, 10m"
                        + " or 1h30m",
                "maximize accuracy | maximise accuracy | study.yaml line 2: goal = \"maximise accuracy\": it"
                        + " must be 'maximize METRIC' or",
                "maximize accuracy | maximize acuracy | study.yaml line 2: unknown metric 'acuracy'; did you"
                        + " mean 'accuracy'?",
                "maximize accuracy | minimize accuracy | study.yaml line 2: goal = \"minimize accuracy\":"
                        + " accuracy is better when larger: write 'maximize accuracy'",
                "maximize accuracy | minimize rmse | study.yaml line 8:",
                "learner: network | learner: netwrok | study.yaml line 7: no learner 'netwrok'; did you mean"
                        + " 'network'?",
                "goal: maximize accuracy | goals: [maximize accuracy, minimize logLoss] | study.yaml line"
                        + " 2: goals[1] = \"minimize logLoss\": a model is scored by one metric so far:"
                        + " keep one goal",
                "goal: maximize accuracy | goals: [] | study.yaml line 2: The goals have no target",
                "goal: maximize accuracy | goals: maximize accuracy | study.yaml line 2: goals ="
                        + " \"maximize accuracy\": it must be a list",
                "goal: maximize accuracy | gaol: maximize accuracy | study.yaml line 2: unknown key"
                        + " 'gaol'; did you mean 'goal'?",
                "seed: 7 | goals: [maximize accuracy] | study.yaml line 4: goals = [\"maximize"
                        + " accuracy\"]: there is a 'goal' already: write either 'goal' or 'goals'",
                "seed: 7 | limits: [\"latency <= 20\"] | study.yaml line 4: unknown metric 'latency'",
                "seed: 7 | limits: [\"logLoss <= 2\"] | study.yaml line 4: limits[0] = \"logLoss <= 2\":"
                        + " a model is scored by one metric so far, accuracy: it cannot be limited by logLoss",
                "seed: 7 | limits: [\"accuracy < 2\"] | study.yaml line 4: 'accuracy < 2' is not a limit: it"
                        + " must be 'METRIC <= NUMBER'",
                "seed: 7 | limits: [\"accuracy >= 0.9\", \"accuracy <= 0.8\"] | study.yaml line 4: The"
                        + " limits 'accuracy >= 0.9' and 'accuracy <= 0.8' contradict",
                "{trials: 3} | {cost: 0} | study.yaml line 3: A budget of the cost 0.0: it must be"
                        + " finite, and above 0",
                "data: points.csv | data: point.csv | study.yaml line 8: no file",
                "target: side | target: sied | study.yaml line 8: no column 'sied' in points.csv; did you mean 'side'?",
                "kind: stratified | kind: loo | study.yaml line 10: model.validation.kind = \"loo\": there is"
                        + " no such kind of validation",
                "holdout: 0.25 | holdout: 25 | study.yaml line 11: hold-out share = 25.0",
                "{epochs: 3 | {epoch: 3 | study.yaml line 12: learner 'network' has no parameter 'epoch'; did"
                        + " you mean 'epochs'?",
                "[1e-3, 1] | [1, 1e-3] | study.yaml line 14: Parameter 'learningRate' has low = 1 > high ="
                        + " 0.001: swap them",
                "[1e-3, 1] | [0, 1] | study.yaml line 14: Parameter 'learningRate' has a log scale with low ="
                        + " 0: a log scale needs low > 0",
                "[1e-3, 1] | [1e-3] | study.yaml line 14: space.learningRate.real = [0.001]: a range is [low,"
                        + " high], such as",
                "[1e-3, 1], log: true | [1e-3, 1], lgo: true | study.yaml line 14: unknown key"
                        + " 'space.learningRate.lgo'; did you mean 'log'?",
                "{real: [1e-3, 1], log: true} | 0.1 | study.yaml line 14: space.learningRate = 0.1: a"
                        + " parameter is one of {real:",
                "learningRate: | learningRat: | study.yaml line 6: learner 'network' has no parameter"
                        + " 'learningRat'; did you mean 'learningRate'?",
                "activation: {choice: [relu, tanh]} | layers: {integer: [1, 2]} | study.yaml line 6: parameter"
                        + " 'layers' is in the space, but 'settings' fixes it at 1: drop one",
                "[relu, tanh]} | [relu, tanh], condition: {units: 3}} | study.yaml line 15:"
                        + " space.activation.condition.units = 3: no parameter 'units' is declared before it",
                "threads: 1 | strategy: randem | study.yaml line 5: strategy = \"randem\": no such strategy;"
                        + " did you mean 'random'?",
                "threads: 1 | strategy: {name: grid, level: 3} | study.yaml line 5: unknown key"
                        + " 'strategy.level'; did you mean 'levels'?",
                "threads: 1 | strategy: hyperband | Hyperband shares out a resource, but every trial of this"
                        + " study gets all of it",
                "threads: 1 | pruner: medain | study.yaml line 5: pruner = \"medain\": no such pruner; did you"
                        + " mean 'median'?",
                "threads: 1 | threads: [1 | study.yaml line",
                "threads: 1 | seed: 1 | study.yaml line 5: this is not valid YAML: Duplicate Object property \"seed\"",
                "threads: 1 | enqueue: [{learningRate: 5, activation: relu}] | study.yaml line 5: Parameter"
                        + " 'learningRate' = 5 is outside [0.001, 1]",
                "threads: 1 | prior: {learningRat: {around: 0.1, within: 3}} | study.yaml line 5: No parameter"
                        + " 'learningRat' in the space; did you mean 'learningRate'?",
                "threads: 1 | prior: {learningRate: {around: 5, within: 3}} | study.yaml line 5: Parameter"
                        + " 'learningRate' = 5 is outside [0.001, 1]",
                "threads: 1 | prior: {learningRate: {around: 0.1, within: 0.5}} | study.yaml line 5: The prior"
                        + " of 'learningRate' lies within 0.5 of 0.1: on a log scale it is a factor, above 1",
                "threads: 1 | prior: {learningRate: {around: 0.1}} | study.yaml line 5:"
                        + " 'prior.learningRate.within' is missing: write a factor on a log scale",
                "threads: 1 | prior: {learningRate: 0.1} | study.yaml line 5: prior.learningRate = 0.1: write"
                        + " {around: VALUE, within: FACTOR} for a number",
                "threads: 1 | prior: {activation: {relu: -3}} | study.yaml line 5: The prior of 'activation'"
                        + " gives relu the weight -3.0: it must be 0 or more",
                "threads: 1 | prior: {activation: {rely: 3}} | study.yaml line 5: The prior of 'activation'"
                        + " names 'rely', which is not among [relu, tanh]; did you mean 'relu'?",
                "threads: 1 | constraints: [\"learningRate + nothing <= 1\"] | study.yaml line 5: Constraint"
                        + " 'learningRate + nothing <= 1' names 'nothing', which is not a parameter",
                "threads: 1 | resource: {name: rows, min: 1, max: 5} | study.yaml line 6: unknown resource"
                        + " 'rows'; learner 'network' supports 'epochs', 'folds' or 'dataFraction'",
                "threads: 1 | resource: {name: folds, min: 1, max: 5} | study.yaml line 6: resource 'folds'"
                        + " from 1.0 to 5.0: it counts folds, of which the validation has 3",
                "threads: 1 | resource: {name: dataFraction, min: 10, max: 100} | study.yaml line 6: resource"
                        + " 'dataFraction' from 10.0 to 100.0: it is a share",
                "threads: 1 | pruner: {name: foldRacing, alpha: 5} | study.yaml line 5: alpha = 5.0: the level"
                        + " needs to lie between 0 and 1",
                "threads: 1 | pruner: {name: foldRacing, aplha: 5} | study.yaml line 5: unknown key"
                        + " 'pruner.aplha'; did you mean 'alpha'?",
                "threads: 1 | threads: {trails: 1} | study.yaml line 5: unknown key 'threads.trails'; did you"
                        + " mean 'trials'?",
                "threads: 1 | threads: {folds: 0} | study.yaml line 5: threads.folds = 0: it must be a whole"
                        + " number, 1 or more",
            })
    void tune_wrongStudyFile_isToldInOneLine(String right, String wrong, String message) throws Exception {
        assertThat(Cli.STUDY).contains(right);
        cli.write("study.yaml", Cli.STUDY.replace(right, wrong));
        Result result = cli.run("tune", "study.yaml");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines().toList()).singleElement().asString().startsWith("retune: " + message);
    }

    @Test
    void tune_textInANumericColumn_namesFileLineAndColumn() throws Exception {
        cli.write("points.csv", "x,y,side\n1,2,a\n2,oops,b\n3,1,a\n");
        cli.write("study.yaml", Cli.STUDY.replace("target: side", "target: side\n  types: {y: numeric}"));

        Result result = cli.run("tune", "study.yaml");
        assertRefused(result, "study.yaml line 8: points.csv line 3");
        assertThat(result.err()).contains("'y'", "oops");
    }

    @Test
    void tune_missingStudyFile_saysWhereItLooked() {
        assertRefused(cli.run("tune", "nothing.yaml"), "no file '");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tnue study.yaml | unknown command 'tnue'; did you mean 'tune'?; see 'retune --help'",
                "tune study.yaml --trails 3 | unknown option '--trails'; did you mean '--trials'?; see 'retune"
                        + " tune --help'",
                "tune study.yaml --trials many | Invalid value for option '--trials'",
                "tune study.yaml --trials 0 | --trials 0: a budget needs 1 trial or more",
                "tune study.yaml --time soon | --time: 'soon' is not a duration",
                "tune study.yaml --threads 0 | --threads 0: it needs 1 or more",
                "tune study.yaml --report nowhere/r.html | 'nowhere/r.html' cannot be written: there is no folder",
                "tune study.yaml --store mysql://here | store 'mysql://here' is of an unknown kind 'mysql'",
                "tune | Missing required parameter: 'STUDY.yaml'",
                "show small | no store '",
                "ask-tell --study x | --store and --study go together",
            })
    void main_wrongUsage_isToldInOneLine(String line, String message) {
        assertRefused(cli.run(line.split(" ")), message);
    }

    @Test
    void store_ofANewerVersion_isRefused() throws Exception {
        JdbcStore.sqlite(cli.file("retune.db")).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.file("retune.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE retune_schema_history SET version = 99 WHERE version = 2");
        }

        Result result = cli.run("list");
        assertRefused(result, "The store ");
        assertThat(result.err()).contains("was written by a newer Retune").contains("upgrade");
    }

    @Test
    void store_lockedByAnotherProgram_isRefused() throws Exception {
        JdbcStore.sqlite(cli.file("retune.db")).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.file("retune.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");

            Result result = cli.run("tune", "study.yaml");
            assertRefused(result, "The store ");
            assertThat(result.err()).contains("is locked by another program");
        }
    }

    @Test
    void store_thatIsNoDatabase_isRefused() throws Exception {
        cli.write("retune.db", "This is a letter, and no database at all, however long one looks at it. ".repeat(40));

        Result result = cli.run("tune", "study.yaml");
        assertRefused(result, "The store ");
        assertThat(result.err()).contains("database");
    }

    @Test
    void main_unexpectedFailure_isOneLineWithItsDetailsInAFile() throws Exception {
        Result result = cli.fail(new IllegalStateException("a bug"));

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err().lines().filter(line -> line.startsWith("retune: unexpected failure: ")))
                .singleElement()
                .asString()
                .contains("IllegalStateException: a bug; details are in ");
        assertThat(cli.file("retune-error.log")).content().contains("at dev.retune");
    }

    @Test
    void main_error_isToldLikeAnyUnexpectedFailure() {
        InputStream broken = new InputStream() {
            @Override
            public int read() {
                throw new StackOverflowError("in the middle");
            }
        };
        Result result = cli.runWith(broken, "ask-tell");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("retune: unexpected failure: StackOverflowError: in the middle; details are in ");
    }

    @Test
    void store_thatFailsInMidCommand_isToldLikeOneThatCannotBeOpened() {
        assertRefused(
                cli.fail(new StoreException(
                        "The store 'x' is locked by another program: end it", new IllegalStateException())),
                "The store 'x'");
    }

    @Test
    void report_whoseDefaultFileIsAFolder_isRefusedBeforeTheSearch() throws Exception {
        Files.createDirectory(cli.file("small.html"));

        assertRefused(
                cli.run("tune", "study.yaml"), "'" + cli.file("small.html") + "' cannot be written: it is a folder");
        assertThat(cli.file("retune.db")).doesNotExist();
    }
}
