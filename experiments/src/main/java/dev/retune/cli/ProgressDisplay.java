package dev.retune.cli;

import dev.retune.store.StoreException;
import dev.retune.study.Study;
import dev.retune.study.StudyListener;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.StudyProgress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Shows the progress of a study. */
sealed interface ProgressDisplay extends AutoCloseable {

    @Override
    void close();

    /** Shows the progress of the study during {@code work}, unless the user wants none. */
    static void during(Console console, Study study, boolean quiet, Runnable work) {
        if (quiet) {
            work.run();
            return;
        }
        try (ProgressDisplay display = of(console, study)) {
            work.run();
        }
    }

    /** A live bar on a terminal, otherwise lines. */
    static ProgressDisplay of(Console console, Study study) {
        if (console.isTerminal()) {
            return new Bar(console.screen(), study);
        }
        Lines lines = new Lines(console.err(), study);
        study.addListener(lines);
        return lines;
    }

    /** {@code 43% |█████      | 61 trials, 52s elapsed, 1m 08s left, best 0.9812 (trial 44)} */
    final class Bar implements ProgressDisplay {

        private static final Logger LOG = LoggerFactory.getLogger(Bar.class);
        private static final int NARROW = 80;

        private final Study study;
        private final ProgressBar bar;
        private volatile StudyProgress last;

        private Bar(PrintStream out, Study study) {
            this.study = study;
            this.last = StudyProgress.of(study);
            this.bar = new ProgressBarBuilder()
                    .setTaskName(study.definition().name())
                    .setInitialMax(1)
                    .setUpdateIntervalMillis(250)
                    .continuousUpdate()
                    .setConsumer(new ConsoleProgressBarConsumer(out))
                    .setRenderer(this::render)
                    .build();
        }

        private String render(ProgressState state, int width) {
            StudyProgress progress = state.isAlive() ? StudyProgress.of(study) : last;
            last = progress;
            int length = width < NARROW ? 8 : 20;
            int full = (int) Math.floor(length * progress.fraction());
            String line = "%3d%% |%s%s| %s"
                    .formatted(
                            (int) Math.floor(100 * progress.fraction()),
                            "█".repeat(full),
                            " ".repeat(length - full),
                            ProgressTexts.line(progress));
            return line.length() > width
                    ? line.substring(0, width)
                    : line + " ".repeat(width - line.length()); // over what the last line has left
        }

        @Override
        public void close() {
            try {
                last = StudyProgress.of(study);
            } catch (StoreException e) {
                LOG.debug("The last progress is not known", e);
            }
            bar.close();
        }
    }

    /** A line whenever there is a new best trial, and every ten seconds; not more than one a second. */
    final class Lines implements ProgressDisplay, StudyListener {

        private static final Duration OFTEN = Duration.ofSeconds(1);
        private static final Duration SELDOM = Duration.ofSeconds(10);

        private final PrintStream err;
        private final Study study;
        private Instant shown = Instant.now();
        private List<Integer> best = List.of();

        private Lines(PrintStream err, Study study) {
            this.err = err;
            this.study = study;
        }

        @Override
        public synchronized void ended(TrialRecord trial) {
            Duration silence = Duration.between(shown, Instant.now());
            if (silence.compareTo(OFTEN) < 0) {
                return;
            }
            StudyProgress progress = StudyProgress.of(study);
            List<Integer> now =
                    progress.front().stream().map(TrialRecord::number).toList();
            if (!now.equals(best) || silence.compareTo(SELDOM) >= 0) {
                shown = Instant.now();
                best = now;
                err.println(ProgressTexts.line(progress));
            }
        }

        @Override
        public void close() {
            // every line has been printed
        }
    }
}
