package dev.retune.cli;

import dev.retune.budget.Budget;
import dev.retune.budget.Progress;
import dev.retune.syntax.Durations;
import dev.retune.trial.Goals;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.StudyProgress;
import dev.retune.tuning.StudyStatus;
import dev.retune.tuning.StudyStatus.Worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The status of a study in words. */
final class StatusTexts {

    /** The longest name of a worker for which a line has room in 80 columns. */
    private static final int WORKER = 22;

    private StatusTexts() {}

    /** At most 80 columns wide, as long as the study's name and the budget are. */
    static List<String> lines(StudyStatus status) {
        Progress progress = status.progress();
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s"
                .formatted(status.definition().name(), status.definition().goals()));
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("  budget", budget(status)));
        facts.add(List.of(
                "  trials",
                "%s completed, %s pruned, %s failed, %s running, %s waiting"
                        .formatted(
                                progress.completed(),
                                progress.pruned(),
                                progress.failed(),
                                progress.running(),
                                progress.waiting())));
        facts.add(List.of("  best", best(status)));
        lines.addAll(Texts.table(facts));
        lines.add("");
        if (!status.isRunning()) {
            lines.add(status.spent().map(reason -> "Finished: " + reason + ".").orElse("No worker is running."));
            return lines;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("WORKER", "TRIAL", "FOR", "LAST REPORT", "LAST HEARTBEAT", "LEASE"));
        status.workers().forEach(worker -> rows.add(row(worker)));
        lines.addAll(Texts.table(rows));
        return lines;
    }

    private static String best(StudyStatus status) {
        Goals goals = status.definition().goals();
        List<TrialRecord> front = status.progress().front();
        if (front.isEmpty()) {
            boolean isInfeasible =
                    !goals.limits().isEmpty() && status.progress().completed() > 0;
            return isInfeasible ? "none keeps the limits yet" : "none completed yet";
        }
        return goals.isSingle()
                ? "%s (trial %s)"
                        .formatted(
                                Texts.scores(front.get(0), goals), front.get(0).number())
                : "front of %s: see 'retune best %s'"
                        .formatted(
                                Texts.count(front.size(), "trial"),
                                Texts.quoted(status.definition().name()));
    }

    private static String budget(StudyStatus status) {
        Progress progress = status.progress();
        Optional<Budget> budget = status.budget();
        if (budget.isEmpty()) {
            return "unknown; %s of work".formatted(Durations.text(progress.used()));
        }
        StudyProgress used = StudyProgress.of(progress, budget.get());
        return "%s: %d%% used, %s"
                .formatted(budget.get(), (int) Math.floor(100 * used.fraction()), ProgressTexts.time(used));
    }

    private static List<String> row(Worker worker) {
        return List.of(
                name(worker.name()),
                String.valueOf(worker.trial()),
                worker.running().map(time -> Durations.text(positive(time))).orElse("-"),
                worker.isProposed()
                        ? worker.lastReport()
                                .map(report -> "step %s: %s".formatted(report.step(), Texts.number(report.value())))
                                .orElse("-")
                        : "being proposed",
                Durations.text(positive(worker.lastHeartbeat())) + " ago",
                worker.isLost() ? "lost" : Durations.text(worker.leaseLeft()) + " left");
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** Host and process of {@code host:namespace/process/start}. */
    private static String name(String worker) {
        String[] parts = worker.split("/", -1);
        if (parts.length != 3) {
            return Texts.shortened(worker, WORKER);
        }
        return Texts.shortened(parts[0].split(":", 2)[0], WORKER - 1 - parts[1].length()) + "/" + parts[1];
    }
}
