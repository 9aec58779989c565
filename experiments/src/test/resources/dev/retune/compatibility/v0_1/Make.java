import dev.retune.budget.Budget;
import dev.retune.config.StudyFile;
import dev.retune.config.Workload;
import dev.retune.data.DataReader;
import dev.retune.data.Dataset;
import dev.retune.data.Task;
import dev.retune.execution.Runner;
import dev.retune.learner.Learner;
import dev.retune.learner.Learners;
import dev.retune.learner.SavedModel;
import dev.retune.learner.Training;
import dev.retune.pruning.Pruner;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.Lease;
import dev.retune.store.StoredStudy;
import dev.retune.store.jdbc.JdbcStore;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.halving.Asha;
import dev.retune.strategy.halving.Hyperband;
import dev.retune.study.Objective;
import dev.retune.study.Study;
import dev.retune.study.StudyListener;
import dev.retune.study.Trial;
import dev.retune.study.TrialPruned;
import dev.retune.trial.Goal;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What make.sh does from Java, against the jars of Retune 0.1. */
public class Make {

    private static final Duration LEASE = Duration.ofMinutes(1);

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "data" -> data();
            case "studies" -> studies(Path.of(args[1]));
            case "interrupt" -> interrupt(Path.of(args[1]), Path.of(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
            case "left" -> left(Path.of(args[1]));
            case "models" -> models(Path.of(args[1]));
            case "sql" -> sql(Path.of(args[1]), Path.of(args[2]));
            case "postgres" -> postgres(Path.of(args[1]), Path.of(args[2]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void data() throws Exception {
        Random random = new Random(3);
        StringBuilder classes = new StringBuilder("a,b,colour,day,kind\n");
        for (int row = 0; row < 90; row++) {
            int code = row % 3;
            classes.append("%.2f,%s,%s,2024-%02d-%02d,%s\n".formatted(
                    100 + 20 * code + 9 * random.nextGaussian(),
                    random.nextInt(10) == 0 ? "" : "%.4f".formatted(0.01 * (code - 1) + 0.008 * random.nextGaussian()),
                    random.nextInt(10) == 0 ? "" : code == 2 ? "rot" : random.nextBoolean() ? "blau" : "grün",
                    1 + row / 28, 1 + row % 28,
                    List.of("x", "y", "z").get(code)));
        }
        Files.writeString(Path.of("classes.csv"), classes);
        StringBuilder numbers = new StringBuilder("a,b,fold,y\n");
        for (int row = 0; row < 90; row++) {
            double a = random.nextDouble(-1, 1);
            double b = random.nextDouble(50, 90);
            numbers.append("%.3f,%.2f,%s,%.2f\n".formatted(
                    a, b, List.of("p", "q", "r").get(random.nextInt(3)), 5000 + 800 * a - 30 * b + 20 * random.nextGaussian()));
        }
        Files.writeString(Path.of("numbers.csv"), numbers);
    }

    private enum Solver { NEWTON, STEEPEST }

    private static void studies(Path file) throws Exception {
        try (JdbcStore store = JdbcStore.sqlite(file)) {
            types(store);
            several(store);
            conditional(store);
            halving(store);
            unicode(store);
            states(store);
        }
    }

    /** Each type of parameter, constraints between them, folds, notes of every kind. */
    private static void types(JdbcStore store) {
        SearchSpace space = SearchSpace.builder()
                .add(Parameter.real("real", -1, 1))
                .add(Parameter.real("log", 1e-6, 10).log())
                .add(Parameter.real("logit", 0.01, 0.99).logit())
                .add(Parameter.real("stepped", 0, 1).step(0.25))
                .add(Parameter.integer("int", -5, 5))
                .add(Parameter.integer("intLog", 1, 1024).log())
                .add(Parameter.integer("intStepped", 0, 100).step(10))
                .add(Parameter.choice("text", "a", "b, \"c\"", "ü"))
                .add(Parameter.choice("numbers", 1, 2.5, 4_000_000_000L))
                .add(Parameter.choice("enum", Solver.NEWTON, Solver.STEEPEST))
                .add(Parameter.choice("ordered", "S", "M", "L").ordered())
                .add(Parameter.bool("flag"))
                .constraint("real + stepped <= 1.5")
                .constraint("flag or int < 4")
                .build();
        Study study = Study.over(space)
                .budget(Budget.trials(10))
                .seed(Long.MIN_VALUE + 1)
                .strategy(RandomSearch.create())
                .store(store, "types")
                .note("text", "Zeile 1\nZeile 2 \"quoted\" \\ 木")
                .note("whole", 42)
                .note("long", 9_007_199_254_740_993L)
                .note("real", 0.1 + 0.2)
                .note("nan", Double.NaN)
                .note("flag", true)
                .note("list", List.of(1, "two", 3.5, List.of(true)))
                .note("map", Map.of("inner", Map.of("x", 1)))
                .build();
        Runner.sequential().run(study, trial -> {
            trial.note("text", "π ≈ 3.14");
            trial.note("whole", trial.number());
            trial.note("infinite", Double.POSITIVE_INFINITY);
            trial.note("list", List.of(0.1, "x", false));
            trial.note("map", Map.of("k", List.of(1, 2)));
            if (trial.number() == 3) {
                throw new IllegalStateException("line 1\nline 2: ∞ \"quoted\"");
            }
            double x = (Double) trial.configuration().get("real");
            if (trial.number() == 5) {
                return Measurement.of(Double.POSITIVE_INFINITY); // has failed
            }
            return trial.number() % 2 == 0
                    ? Measurement.ofFolds(List.of(x, x + 0.1, x * x, 1e-300 * x))
                    : Measurement.of(x * 1e10);
        });
    }

    /** Several values, constraints, values that are not finite. */
    private static void several(JdbcStore store) {
        RealParameter x = Parameter.real("x", 0, 1);
        Study study = Study.over(SearchSpace.of(x, Parameter.integer("n", 1, 3)))
                .goal(Goal.MAXIMIZE)
                .budget(Budget.trials(9))
                .seed(2)
                .strategy(RandomSearch.create())
                .store(store, "several")
                .build();
        List<Measurement> told = List.of(
                new Measurement(List.of(0.5, -2.0, 1e300), List.of(0.25, 0.75), List.of(-1.0, 0.0)),
                new Measurement(List.of(0.9, 1.0, 2.0), List.of(), List.of(0.5, -0.5)),
                new Measurement(List.of(0.7, 3.0, 4.0), List.of(), List.of(-0.5, -1e-9)),
                new Measurement(List.of(0.6), List.of(0.6, Double.NaN, Double.NEGATIVE_INFINITY), List.of()),
                new Measurement(List.of(0.65), List.of(), List.of(Double.NEGATIVE_INFINITY)),
                new Measurement(List.of(0.95), List.of(), List.of(Double.POSITIVE_INFINITY, Double.NaN)),
                new Measurement(List.of(0.1, Double.NaN), List.of(), List.of()), // has failed
                new Measurement(List.of(-0.0), List.of(), List.of(-0.0)),
                new Measurement(List.of(Double.MIN_VALUE, Double.MAX_VALUE), List.of(0.1 + 0.2), List.of()));
        for (Measurement measurement : told) {
            study.tell(study.ask(), measurement);
        }
    }

    private static void conditional(JdbcStore store) {
        ChoiceParameter<String> model = Parameter.choice("model", "tree", "net", "none");
        IntParameter layers = Parameter.integer("layers", 1, 3);
        ChoiceParameter<String> act = Parameter.choice("activation", "relu", "tanh");
        Study study = Study.over(SearchSpace.builder()
                        .add(model)
                        .add(Parameter.integer("depth", 1, 9), model.is("tree"))
                        .add(layers, model.is("net"))
                        .add(act, model.is("net"))
                        .add(Parameter.real("units2", 8, 64).log(), layers.atLeast(2))
                        .add(Parameter.real("slope", 0, 1), act.is("relu"), layers.in(1, 3))
                        .add(Parameter.bool("bagging"), model.in("tree", "net"))
                        .constraint("layers * units2 <= 100")
                        .build())
                .budget(Budget.trials(14))
                .seed(5)
                .strategy(RandomSearch.create())
                .store(store, "tree")
                .build();
        Runner.sequential().run(study, Objective.of(trial -> trial.configuration().toMap().size() + trial.number() / 100.0));
    }

    /** Trials that go on from checkpoints, which say how far they are. */
    private static void halving(JdbcStore store) {
        RealParameter x = Parameter.real("x", 0, 1);
        Objective counting = Objective.of(trial -> {
            int from = trial.checkpoint().map(bytes -> ByteBuffer.wrap(bytes).getInt()).orElse(0);
            for (int step = from + 1; step <= trial.resource(); step++) {
                trial.saveCheckpoint(ByteBuffer.allocate(8).putInt(step).putInt(-trial.number()).array());
                trial.report(step, trial.get(x) + 1.0 / step);
            }
            trial.note("from", from);
            return trial.get(x) + 1 / trial.resource();
        });
        for (String name : List.of("hyperband", "asha")) {
            Study study = Study.over(SearchSpace.of(x))
                    .budget(Budget.trials(18))
                    .seed(6)
                    .resource(new Resource("steps", 1, 9))
                    .strategy(name.equals("asha")
                            ? Asha.create().eta(3).inside(RandomSearch.create())
                            : Hyperband.create().eta(3).inside(RandomSearch.create()))
                    .store(store, name)
                    .build();
            Runner.sequential().run(study, counting);
        }
    }

    private static void unicode(JdbcStore store) {
        ChoiceParameter<String> wood = Parameter.choice("Holzgröße", "木", "ξύλο", "🌲", "a 'b'; --");
        Study study = Study.over(SearchSpace.of(wood, Parameter.real("λ", 0, 1)))
                .goal(Goal.MAXIMIZE)
                .budget(Budget.trials(5))
                .strategy(RandomSearch.create())
                .store(store, "Größe 木 🌲 'q'")
                .note("清单", List.of("é", "e\u0301", "\u202eabc"))
                .build();
        Runner.sequential().run(study, trial -> {
            trial.note("ключ", "значение 🙂");
            if (trial.number() == 2) {
                throw new IllegalArgumentException("schlägt fehl: ß 木 🌲");
            }
            return Measurement.of(trial.number());
        });
    }

    /** Every state that a trial can be in when nobody is at work, and a pruner's. */
    private static void states(JdbcStore store) {
        RealParameter x = Parameter.real("x", 0, 1);
        Study study = Study.over(SearchSpace.of(x))
                .budget(Budget.trials(30))
                .seed(8)
                .strategy(RandomSearch.create())
                .pruner(Pruner.threshold(Goal.MINIMIZE, 10))
                .store(store, "states")
                .build();
        Trial pruned = study.ask(); // 0
        pruned.report(1, 1);
        pruned.report(4, Double.NEGATIVE_INFINITY);
        try {
            pruned.report(7, 11);
        } catch (TrialPruned e) {
            study.tell(pruned, new Outcome.Pruned(Measurement.of(11), e.getMessage()));
        }
        Trial twice = study.ask(); // 1: given back, and handed out again
        twice.report(1, 0.5);
        twice.report(2, 0.4);
        study.release(twice);
        twice = study.ask();
        twice.report(2, 0.3);
        study.tell(twice, 0.25);
        Trial failed = study.ask(); // 2
        failed.report(1, 2);
        study.tell(failed, new Outcome.Failed("out of memory"));
        StoredStudy stored = store.find("states").orElseThrow();
        Lease lease = stored.reserve("host/1/1", LEASE, 30).orElseThrow(); // 3: pruned before there was a value
        stored.fill(lease, Proposal.of(study.definition().space().configuration(Map.of("x", 0.125))), 3);
        stored.report(lease, new Report(1, Double.POSITIVE_INFINITY));
        stored.report(lease, new Report(3, Double.NaN));
        stored.finish(lease, new Outcome.Pruned(new Measurement(List.of(Double.NaN), List.of(), List.of()), "too slow"));
        lease = stored.reserve("host/1/1", LEASE, 30).orElseThrow(); // 4: its workers were lost too often
        stored.fill(lease, Proposal.of(study.definition().space().configuration(Map.of("x", 0.375))), 5);
        stored.report(lease, new Report(1, 0.75));
        stored.expire(lease);
        for (int i = 0; i < 2; i++) {
            stored.expire(stored.claim("host/2/" + i, LEASE, 2).orElseThrow().lease());
        }
        study.tell(study.ask(), new Measurement(List.of(0.5), List.of(0.4, 0.6), List.of())); // makes 4 fail; 5
    }

    /** As a machine that fails leaves it: running trials, a number without a proposal, and what waits. */
    private static void left(Path file) {
        JdbcStore store = JdbcStore.sqlite(file);
        Study study = Study.over(SearchSpace.of(Parameter.real("x", 0, 1)))
                .budget(Budget.trials(30))
                .strategy(RandomSearch.create())
                .store(store, "states")
                .build();
        Trial running = study.ask(); // 6
        running.report(1, 0.5);
        running.note("what", "was running");
        running.saveCheckpoint("half".getBytes(StandardCharsets.UTF_8));
        study.ask(); // 7: running, with nothing to tell
        Trial released = study.ask(); // 8
        released.report(1, 0.25);
        released.saveCheckpoint("some".getBytes(StandardCharsets.UTF_8));
        study.release(released);
        StoredStudy stored = store.find("states").orElseThrow();
        stored.reserve("host/1/1", LEASE, 30).orElseThrow(); // 9: reserved
        study.enqueue(Map.of("x", 0.875)); // 10
        Runtime.getRuntime().halt(0);
    }

    /** Goes on with a study until the given trial of it has reported the given step, and gives that trial back. */
    private static void interrupt(Path yaml, Path file, int trial, int step) {
        StudyFile studyFile = StudyFile.read(yaml);
        try (JdbcStore store = JdbcStore.sqlite(file);
                Workload workload = Workload.of(studyFile, file.toAbsolutePath().getParent())) {
            Study study = Study.over(workload.space())
                    .goal(studyFile.goal())
                    .budget(Budget.trials(100))
                    .seed(studyFile.seed())
                    .strategy(studyFile.strategy())
                    .pruner(studyFile.pruner())
                    .resource(studyFile.resource())
                    .store(store, studyFile.study())
                    .build();
            Runner runner = Runner.sequential();
            study.addListener(new StudyListener() {
                @Override
                public void reported(TrialRecord record, Report report) {
                    if (record.number() == trial && report.step() == step) {
                        runner.stop();
                    }
                }
            });
            runner.run(study, workload.objective());
            TrialRecord last = study.trial(trial);
            boolean isKept = store.find(studyFile.study()).orElseThrow().checkpoint(trial).isPresent();
            if (last.state() != TrialRecord.State.WAITING || last.lastStep() != step || !isKept) {
                throw new IllegalStateException("not as wanted: " + last);
            }
        }
    }

    private static void models(Path folder) throws Exception {
        Files.createDirectories(folder);
        Dataset classes = DataReader.of("kind").ignore("day").read(Path.of("classes.csv"));
        Dataset numbers = DataReader.of("y").read(Path.of("numbers.csv"));
        Map<String, Map<String, Object>> small = new LinkedHashMap<>();
        small.put("network", Map.of("epochs", 5, "units", 4, "layers", 2));
        small.put("randomForest", Map.of("trees", 5));
        small.put("gradientBoosting", Map.of("trees", 5, "maxDepth", 3));
        small.put("xgboost", Map.of("rounds", 5, "maxDepth", 3));
        small.put("adaBoost", Map.of("trees", 5));
        small.put("any", Map.of("learner", "randomForest", "randomForest.trees", 3));
        for (String name : Learners.names()) {
            Learner learner = Learners.named(name);
            for (Task task : learner.tasks()) {
                boolean isClasses = task == Task.CLASSIFICATION;
                Dataset data = isClasses ? classes : numbers;
                Map<String, Object> values = small.getOrDefault(name, Map.of());
                try (Training training = learner.start(values, data, 1)) {
                    while (training.advance()) {}
                    SavedModel.of(
                                    name,
                                    training.model(),
                                    data.schema(),
                                    values,
                                    Map.of("metric", isClasses ? "accuracy" : "rmse", "note", "made by 0.1"))
                            .write(folder.resolve(name + (isClasses ? "-classes" : "-numbers") + ".model"));
                }
            }
        }
        for (String kernel : List.of("linear", "polynomial")) {
            Learner svm = Learners.named("svm");
            try (Training training = svm.start(Map.of("kernel", kernel, "multiclass", "oneVsRest"), classes, 1)) {
                while (training.advance()) {}
                SavedModel.of("svm", training.model(), classes.schema(), Map.of("kernel", kernel), Map.of("metric", "accuracy"))
                        .write(folder.resolve("svm-" + kernel + "-classes.model"));
            }
        }
    }

    /** Makes an SQLite database of statements. */
    private static void sql(Path script, Path database) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : Files.readString(script).lines().filter(line -> !line.startsWith("--"))
                    .reduce("", (a, b) -> a + b + "\n").split(";\n")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
            connection.commit();
        }
    }

    /** The store in PostgreSQL: the rows of an SQLite store in tables that 0.1 has made, as statements. */
    private static void postgres(Path from, Path to) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + from);
                Connection made = server.getPostgresDatabase().getConnection();
                Statement statement = made.createStatement()) {
            JdbcStore.postgres("postgresql://postgres:secret@localhost:%s/postgres".formatted(server.getPort())).close();
            for (String table : TABLES) {
                String names = String.join(", ", columns(made, table));
                try (Statement select = sqlite.createStatement();
                        ResultSet rows = select.executeQuery("SELECT " + names + " FROM " + table)) {
                    while (rows.next()) {
                        statement.execute(insert(table, names, rows));
                    }
                }
            }
            StringBuilder script = new StringBuilder("SET standard_conforming_strings = on;\n");
            for (String file : List.of("V1__studies_and_trials.sql", "V2__attempts_and_handovers.sql")) {
                script.append(new String(JdbcStore.class.getResourceAsStream("/db/migration/" + file).readAllBytes(), StandardCharsets.UTF_8)
                        .replace("${bytes}", "BYTEA"));
            }
            script.append("""
                    CREATE TABLE flyway_schema_history (
                        installed_rank INTEGER NOT NULL,
                        version VARCHAR(50),
                        description VARCHAR(200) NOT NULL,
                        type VARCHAR(20) NOT NULL,
                        script VARCHAR(1000) NOT NULL,
                        checksum INTEGER,
                        installed_by VARCHAR(100) NOT NULL,
                        installed_on TIMESTAMP NOT NULL DEFAULT now(),
                        execution_time INTEGER NOT NULL,
                        success BOOLEAN NOT NULL,
                        CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank)
                    );
                    CREATE INDEX flyway_schema_history_s_idx ON flyway_schema_history (success);
                    """);
            List<String> all = new ArrayList<>(List.of("flyway_schema_history"));
            all.addAll(TABLES);
            for (String table : all) {
                String names = String.join(", ", columns(made, table));
                try (ResultSet rows = statement.executeQuery("SELECT " + names + " FROM " + table + " ORDER BY 1, 2")) {
                    while (rows.next()) {
                        script.append(insert(table, names, rows)).append(";\n");
                    }
                }
            }
            Files.writeString(to, script);
            statement.execute("CREATE DATABASE again");
            try (Connection again = server.getDatabase("postgres", "again").getConnection();
                    Statement load = again.createStatement()) {
                load.execute(script.toString());
                for (String query : CATALOGUE) {
                    if (!rows(made, query).equals(rows(again, query))) {
                        throw new IllegalStateException(rows(made, query) + "\n" + rows(again, query));
                    }
                }
                for (String table : all) {
                    String query = "SELECT * FROM " + table;
                    if (!rows(made, query).equals(rows(again, query))) {
                        throw new IllegalStateException(query);
                    }
                }
            }
        }
    }

    private static final List<String> TABLES = List.of("study", "trial", "report", "checkpoint", "handover", "attempt");

    private static final List<String> CATALOGUE = List.of(
            "SELECT table_name, column_name, ordinal_position, column_default, is_nullable, data_type, character_maximum_length"
                    + " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 3",
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
                    + " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2");

    private static List<String> columns(Connection connection, String table) throws Exception {
        List<String> columns = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getColumns(null, "public", table, null)) {
            while (rows.next()) {
                columns.add(rows.getString("COLUMN_NAME"));
            }
        }
        return columns;
    }

    private static List<String> rows(Connection connection, String query) throws Exception {
        List<String> all = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(rows.getString(i)).append('|');
                }
                all.add(row.toString());
            }
        }
        all.sort(null);
        return all;
    }

    private static String insert(String table, String names, ResultSet row) throws Exception {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object value = row.getObject(i);
            values.add(value == null
                    ? "NULL"
                    : value instanceof byte[] bytes
                            ? "'\\x" + HexFormat.of().formatHex(bytes) + "'"
                            : "'" + value.toString().replace("'", "''") + "'");
        }
        return "INSERT INTO %s (%s) VALUES (%s)".formatted(table, names, String.join(", ", values));
    }
}
