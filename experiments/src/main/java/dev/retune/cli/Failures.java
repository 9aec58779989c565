package dev.retune.cli;

import dev.retune.internal.text.NearestName;
import dev.retune.store.StoreException;
import dev.retune.syntax.ErrorText;
import dev.retune.syntax.InputException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prints what went wrong in one line. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final String DETAILS = "retune-error.log";

    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String message = e instanceof UnmatchedArgumentException unmatched
                ? unmatched(command, unmatched.getUnmatched().get(0))
                : String.valueOf(e.getMessage());
        tell("%s; see '%s --help'".formatted(message, command.getCommandSpec().qualifiedName()));
        return ExitCode.USAGE;
    }

    private static String unmatched(CommandLine command, String argument) {
        if (argument.startsWith("-")) {
            List<String> options = command.getCommandSpec().options().stream()
                    .flatMap(option -> List.of(option.names()).stream())
                    .toList();
            String name = argument.split("=", 2)[0];
            return "unknown option '%s'%s".formatted(name, NearestName.hint(name, options));
        }
        List<String> commands = List.copyOf(command.getSubcommands().keySet());
        return commands.isEmpty()
                ? "unexpected argument '%s'".formatted(argument)
                : "unknown command '%s'%s".formatted(argument, NearestName.hint(argument, commands));
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof InputException || e instanceof StoreException) {
            LoggerFactory.getLogger(Failures.class).debug("bad input", e);
            tell(String.valueOf(e.getMessage()));
            return ExitCode.USAGE;
        }
        return unexpected(e);
    }

    /** Also of errors, such as a lack of memory. */
    int unexpected(Throwable e) {
        tell("unexpected failure: %s; %s".formatted(ErrorText.summary(e), details(e)));
        return ExitCode.FAILURE;
    }

    private String details(Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        Path file = console.resolve(Path.of(DETAILS)).toAbsolutePath();
        try {
            Files.writeString(file, trace.toString());
            return "details are in " + file;
        } catch (IOException | RuntimeException unwritable) {
            return "run it again with --log FILE for details";
        } finally {
            LoggerFactory.getLogger(Failures.class).debug("unexpected failure", e);
        }
    }

    private void tell(String message) {
        console.err().println("retune: " + message.replaceAll("\\s*\\R\\s*", " "));
    }
}
