package dev.retune.execution.program;

import dev.retune.study.Trial;
import dev.retune.study.TrialFailedException;
import dev.retune.study.TrialPrunedException;
import dev.retune.trial.Measurement;

import java.time.Duration;
import java.util.Optional;

/** The messages between Retune and a persistent program during one trial. */
final class Dialogue {

    /** How long a program may take to stop a trial that it was told to prune. */
    private static final Duration PRUNE_PATIENCE = Duration.ofSeconds(30);

    private static final int SHOWN = 200;

    private final ManagedProcess child;
    private final Trial trial;
    private final Deadline deadline;
    private boolean over;

    Dialogue(ManagedProcess child, Trial trial, Deadline deadline) {
        this.child = child;
        this.trial = trial;
        this.deadline = deadline;
    }

    /** Whether the program ended the trial regularly, and can run another one. */
    boolean isOver() {
        return over;
    }

    /**
     * @return its score; for a pruned trial, its score so far
     * @throws TrialPrunedException if it was pruned and reported no score
     * @throws TrialFailedException if it failed
     */
    Measurement run(Assignment assignment) throws InterruptedException {
        child.tell(assignment.json(), trial, deadline);
        while (true) {
            ProgramMessage message = hear(deadline);
            if (message instanceof ProgramMessage.ReportMessage report) {
                Optional<Measurement> reached = report(report);
                if (reached.isPresent()) {
                    return reached.get();
                }
            } else if (message instanceof ProgramMessage.PrunedMessage) {
                throw child.failure("it says that it was pruned, without being asked to");
            } else {
                return end(message);
            }
        }
    }

    /** @return its score so far, if it was told to prune and reports one */
    private Optional<Measurement> report(ProgramMessage.ReportMessage report) throws InterruptedException {
        try {
            trial.report(report.step(), report.metric(), report.value());
        } catch (TrialPrunedException e) {
            return Optional.of(prune().orElseThrow(() -> e));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw child.failure(
                    trial.goals().isSingle()
                            ? message
                            : "%s, as in {\"step\":1,\"metric\":\"%s\",\"value\":0.4}"
                                    .formatted(
                                            message,
                                            trial.goals().targets().get(0).metric()));
        }
        child.tell("{\"prune\":false}", trial, deadline);
        return Optional.empty();
    }

    private Optional<Measurement> prune() throws InterruptedException {
        Deadline limit = Deadline.in(Optional.of(PRUNE_PATIENCE));
        try {
            ProgramMessage message;
            do {
                child.tell("{\"prune\":true}", trial, limit);
                message = hear(limit);
            } while (message instanceof ProgramMessage.ReportMessage && !limit.isOver());
            over = !(message instanceof ProgramMessage.ReportMessage);
            return message instanceof ProgramMessage.PrunedMessage obeyed
                    ? obeyed.measurement()
                    : message instanceof ProgramMessage.ScoreMessage scored
                            ? Optional.of(scored.measurement())
                            : Optional.empty();
        } catch (TrialFailedException e) {
            return Optional.empty(); // pruned nevertheless, but this program is not reused
        }
    }

    private Measurement end(ProgramMessage last) {
        over = true;
        if (last instanceof ProgramMessage.ScoreMessage scored) {
            return scored.measurement();
        }
        ProgramMessage.FailureMessage failed = (ProgramMessage.FailureMessage) last;
        throw child.failure(failed.reason()).costing(failed.cost());
    }

    private ProgramMessage hear(Deadline until) throws InterruptedException {
        Optional<String> line = child.next(trial, until);
        if (line.isEmpty()) {
            throw child.failure("it ended in the middle of the trial, " + child.status());
        }
        String message = line.get();
        try {
            return ReplyLine.read(message);
        } catch (IllegalArgumentException e) {
            String rule = String.valueOf(e.getMessage());
            String shown = message.length() <= SHOWN ? message : message.substring(0, SHOWN) + "...";
            TrialFailedException failure = child.failure("it said '%s': %s".formatted(shown, rule));
            child.tell(ReplyLine.error(rule), trial, until);
            throw failure;
        }
    }
}
