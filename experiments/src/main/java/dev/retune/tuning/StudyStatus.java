package dev.retune.tuning;

import dev.retune.budget.Budget;
import dev.retune.budget.Progress;
import dev.retune.config.BudgetSection;
import dev.retune.store.Lease;
import dev.retune.store.StudyDefinition;
import dev.retune.study.Monitor.Held;
import dev.retune.study.Monitor.View;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A study at a moment.
 *
 * @param definition what it is
 * @param facts what else it is
 * @param progress its trials so far
 * @param workers who works on what
 */
public record StudyStatus(StudyDefinition definition, StudyFacts facts, Progress progress, List<Worker> workers) {

    /**
     * A trial that a worker holds.
     *
     * @param name of the worker
     * @param trial its number
     * @param isProposed whether its configuration is known; if not, it is being proposed
     * @param running for how long
     * @param lastReport what it reported last
     * @param lastHeartbeat how long ago the worker renewed its lease
     * @param leaseLeft when the lease expires; negative if it has
     * @param isLost whether another worker may take the trial
     */
    public record Worker(
            String name,
            int trial,
            boolean isProposed,
            Optional<Duration> running,
            Optional<Report> lastReport,
            Duration lastHeartbeat,
            Duration leaseLeft,
            boolean isLost) {

        private static Worker of(Held held, Instant now) {
            Lease lease = held.lease();
            return new Worker(
                    lease.worker(),
                    lease.trial(),
                    held.trial().isPresent(),
                    held.trial().flatMap(TrialRecord::started).map(start -> Duration.between(start, now)),
                    held.trial().flatMap(Worker::last),
                    Duration.between(lease.renewed(), now),
                    Duration.between(now, lease.expires()),
                    held.isLost());
        }

        private static Optional<Report> last(TrialRecord trial) {
            int reports = trial.reports().size();
            return reports == 0 ? Optional.empty() : Optional.of(trial.reports().get(reports - 1));
        }

        private Map<String, Object> toJson() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("worker", name);
            json.put("trial", trial);
            running.ifPresent(time -> json.put("seconds", seconds(time)));
            lastReport.ifPresent(report -> {
                json.put("step", report.step());
                json.put(
                        "value",
                        Double.isFinite(report.value()) ? (Object) report.value() : String.valueOf(report.value()));
            });
            json.put("lastHeartbeat", seconds(lastHeartbeat));
            json.put("lost", isLost);
            json.put("leaseLeft", seconds(leaseLeft));
            return json;
        }
    }

    static StudyStatus of(StudyDefinition definition, View view) {
        return new StudyStatus(
                definition,
                StudyFacts.of(definition),
                view.progress(),
                view.held().stream().map(held -> Worker.of(held, view.now())).toList());
    }

    /** Of the last run; nothing if it is not known. */
    public Optional<Budget> budget() {
        return facts.budget().map(BudgetSection::toBudget);
    }

    /** Why no new trial is proposed: the budget is spent, or the strategy has nothing left. */
    public Optional<String> spent() {
        return budget().flatMap(budget -> budget.spent(progress))
                .or(() -> facts.over().filter(reason -> progress.waiting() == 0));
    }

    public boolean isRunning() {
        return !workers.isEmpty();
    }

    /** Whether nothing more will happen. */
    public boolean isOver() {
        return spent().isPresent() && progress.running() == 0;
    }

    /** For programs; times are in seconds. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("study", definition.name());
        json.put("goal", definition.goals().toString());
        facts.budget().ifPresent(budget -> {
            json.put("budget", StudyFactsCodec.write(budget));
            json.put("used", budget.toBudget().fraction(progress));
        });
        json.put("over", isOver());
        json.put("seconds", seconds(progress.used()));
        json.put("completed", progress.completed());
        json.put("pruned", progress.pruned());
        json.put("failed", progress.failed());
        json.put("running", progress.running());
        json.put("waiting", progress.waiting());
        progress.best().ifPresent(best -> {
            Map<String, Object> found = new LinkedHashMap<>(); // the order of Map.of changes with each process
            found.put("trial", best.number());
            found.put("value", best.value());
            json.put("best", found);
        });
        if (!definition.goals().isSingle()) {
            json.put("front", progress.front().stream().map(TrialRecord::number).toList());
        }
        json.put("workers", workers.stream().map(Worker::toJson).toList());
        return json;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
