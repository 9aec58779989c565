package dev.retune.cli;

import dev.retune.syntax.Version;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The program. */
@Command(
        name = "retune",
        description = "Finds good hyperparameters for a machine-learning model, and keeps them good.",
        versionProvider = Main.VersionText.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TuneCommand.class,
            WorkerCommand.class,
            RefitCommand.class,
            StatusCommand.class,
            ReplayCommand.class,
            DataCommand.class,
            PredictCommand.class,
            NestedCommand.class,
            ListCommand.class,
            ShowCommand.class,
            BestCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            BackupCommand.class,
            DoctorCommand.class,
            ReportCommand.class,
            DeleteCommand.class,
            AskTellCommand.class,
            HelpCommand.class,
            GenerateCompletion.class
        },
        footerHeading = "%nExit status:%n",
        footer = {
            "  0    done",
            "  1    no trial completed, or 'replay' found a difference, or an unexpected",
            "       failure, with details in retune-error.log or where --log says",
            "  2    bad input or usage: one line on standard error says what, and a hint",
            "  130  interrupted; finished trials are kept"
        })
public final class Main implements Runnable {

    private final Console console;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    private boolean versionRequested;

    private Main(Console console) {
        this.console = console;
    }

    public static void main(String[] arguments) {
        System.exit(run(Console.ofProcess(), arguments));
    }

    /** Runs a command. @return the exit status */
    static int run(Console console, String... arguments) {
        Logging.toConsole(console);
        try {
            return commandLine(console).execute(arguments);
        } catch (Error e) { // picocli hands on exceptions only
            return new Failures(console).unexpected(e);
        } finally {
            Logging.stop();
        }
    }

    /** What a user types to start this program. */
    static String program() {
        String name = System.getProperty("retune.program", "");
        if (!name.isEmpty()) {
            return name;
        }
        String classPath = System.getProperty("java.class.path", "");
        return classPath.endsWith("retune.jar") && !classPath.contains(File.pathSeparator)
                ? "java -jar " + Texts.quoted(Path.of(classPath))
                : "retune";
    }

    static CommandLine commandLine(Console console) {
        Failures failures = new Failures(console);
        CommandLine main = new CommandLine(new Main(console), new Commands(console));
        Stream.concat(Stream.of(main), main.getSubcommands().values().stream())
                .filter(command -> command.getCommandSpec().findOption("--help") == null) // picocli's own have one
                .forEach(command -> command.addMixin("common", new CommonOptions(console)));
        return main.setOut(new PrintWriter(console.out(), true))
                .setErr(new PrintWriter(console.err(), true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /** Without a command: the help. */
    @Override
    public void run() {
        commandLine(console).usage(console.out());
    }

    /** For {@code --version}. */
    static final class VersionText implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"retune " + Version.number()};
        }
    }
}
