package dev.retune.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;

/** Where log messages go: warnings to standard error, a line each; the rest, if the user wants it, to a file. */
final class Logging {

    private static final Level FILE_LEVEL = Level.DEBUG;

    private Logging() {}

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static Logger root() {
        return context().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** Warnings to standard error, instead of whatever was set before. */
    static void toConsole(Console console) {
        context().reset();
        root().setLevel(Level.WARN);
        context().getLogger("smile").setLevel(Level.ERROR); // it logs every tree
        AppenderBase<ILoggingEvent> warnings = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                console.err()
                        .println("retune: %s: %s"
                                .formatted(
                                        event.getLevel().isGreaterOrEqual(Level.ERROR) ? "error" : "warning",
                                        event.getFormattedMessage().replaceAll("\\s*\\R\\s*", " ")));
            }
        };
        ThresholdFilter filter = new ThresholdFilter();
        filter.setLevel(Level.WARN.toString());
        filter.start();
        warnings.addFilter(filter);
        start(warnings);
    }

    /** All of Retune's messages, and what libraries tell from level INFO on, to a file, too. */
    static void toFile(Path file) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context());
        encoder.setPattern("%d %-5level [%thread] %logger{20}: %msg%n");
        encoder.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        appender.setEncoder(encoder);
        root().setLevel(Level.INFO);
        context().getLogger("dev.retune").setLevel(FILE_LEVEL);
        start(appender);
    }

    private static void start(Appender<ILoggingEvent> appender) {
        appender.setContext(context());
        appender.start();
        root().addAppender(appender);
    }

    /** Closes the file. */
    static void stop() {
        context().reset();
        root().setLevel(Level.OFF);
    }
}
