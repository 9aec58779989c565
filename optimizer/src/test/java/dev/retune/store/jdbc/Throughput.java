package dev.retune.store.jdbc;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * How many trials a second many processes get through on one store, beside Optuna in the same run: Retune, Optuna, and
 * both again. Arguments: {@code sqlite} or {@code postgres}, processes, seconds. The objective is trivial and proposals
 * are random, so the time is the store's. All processes have done a few trials before the clock starts.
 */
final class Throughput {

    private static final String OPTUNA = """
            import sys, time, optuna
            optuna.logging.set_verbosity(optuna.logging.ERROR)
            url, name, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
            def run(study, enough):
                done = 0
                while not enough(done):
                    trial = study.ask()
                    study.tell(trial, trial.suggest_float("x", 0, 1))
                    done += 1
                return done
            def load(name):
                return optuna.load_study(study_name=name, storage=url, sampler=optuna.samplers.RandomSampler())
            run(load("warm"), lambda done: done == 5)
            study = load(name)
            print("ready", flush=True)
            sys.stdin.readline()
            end = time.time() + seconds
            print(run(study, lambda done: time.time() > end), flush=True)
            """;

    private static final String CREATE = """
            import sys, optuna
            for name in sys.argv[2:]:
                optuna.create_study(study_name=name, storage=sys.argv[1], load_if_exists=True)
            """;

    private Throughput() {}

    public static void main(String[] args) throws Exception {
        boolean sqlite = args[0].equals("sqlite");
        int processes = Integer.parseInt(args[1]);
        String seconds = args[2];
        Path folder = Files.createTempDirectory("throughput");
        String retune = sqlite ? folder.resolve("retune.db").toString() : PostgresServer.newStore("throughput");
        String optuna =
                sqlite ? "sqlite:///" + folder.resolve("optuna.db") : PostgresServer.newDatabaseForOptuna("optuna");
        TellingProcess.open(retune).close();
        double allOurs = 0;
        double allTheirs = 0;
        for (int round = 0; round < 2; round++) {
            String study = "round" + round;
            double ours = rate(processes, TellingProcess.command(retune, study, "seconds", seconds), folder);
            run(List.of("/usr/bin/python3", "-c", CREATE, optuna, "warm", study), folder);
            double theirs = rate(processes, List.of("/usr/bin/python3", "-c", OPTUNA, optuna, study, seconds), folder);
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s processes: Retune %.0f trials/s, Optuna %.1f trials/s, ratio %.1f%n",
                    args[0],
                    processes,
                    ours / Double.parseDouble(seconds),
                    theirs / Double.parseDouble(seconds),
                    ours / theirs);
            allOurs += ours;
            allTheirs += theirs;
        }
        System.out.printf(Locale.ROOT, "in the whole run: ratio %.1f%n", allOurs / allTheirs);
        System.out.println(
                "errors: " + Files.readString(folder.resolve("errors.txt")).strip());
        System.exit(0);
    }

    /** How many trials they told between them. */
    private static double rate(int processes, List<String> command, Path folder) throws Exception {
        List<Process> started = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            started.add(start(command, folder));
        }
        for (Process process : started) {
            String line = process.inputReader(UTF_8).readLine();
            if (!"ready".equals(line)) {
                throw new IllegalStateException("a process says " + line + "; see " + folder.resolve("errors.txt"));
            }
        }
        for (Process process : started) {
            Writer in = process.outputWriter(UTF_8);
            in.write("go\n");
            in.flush();
        }
        double done = 0;
        for (Process process : started) {
            done += Integer.parseInt(process.inputReader(UTF_8).readLine());
        }
        return done;
    }

    private static Process start(List<String> command, Path folder) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("errors.txt").toFile()))
                .start();
    }

    private static void run(List<String> command, Path folder) throws Exception {
        if (start(command, folder).waitFor() != 0) {
            throw new IllegalStateException("see " + folder.resolve("errors.txt"));
        }
    }
}
