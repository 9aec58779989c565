package dev.retune.cli;

import dev.retune.budget.Budget;
import dev.retune.budget.Progress;
import dev.retune.config.BudgetSection;
import dev.retune.store.Lease;
import dev.retune.store.StudyDefinition;
import dev.retune.study.Monitor.Held;
import dev.retune.study.Monitor.View;
import dev.retune.syntax.Durations;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.StudyNotes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A study at a moment, in words and for programs. */
record StudyStatus(StudyDefinition definition, View view) {

    /** The longest name of a worker for which a line has room in 80 columns. */
    private static final int WORKER = 26;

    private Progress progress() {
        return view.progress();
    }

    private Optional<Budget> budget() {
        return BudgetSection.ofNote(definition.notes().get(BudgetSection.NOTE)).map(BudgetSection::toBudget);
    }

    private Optional<String> spent() {
        return budget().flatMap(budget -> budget.spent(progress())).or(this::exhausted);
    }

    private Optional<String> exhausted() {
        return Optional.ofNullable(definition.notes().get(StudyNotes.OVER))
                .map(String::valueOf)
                .filter(reason ->
                        !reason.equals(StudyNotes.NOT_OVER) && progress().waiting() == 0);
    }

    boolean isAtWork() {
        return !view.held().isEmpty();
    }

    /** Whether nothing more will happen. */
    boolean isOver() {
        return spent().isPresent() && progress().running() == 0;
    }

    /** At most 80 columns wide, as long as the study's name and the budget are. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s".formatted(definition.name(), StudyNotes.goal(definition)));
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("  budget", budgetText()));
        facts.add(List.of(
                "  trials",
                "%s completed, %s pruned, %s failed, %s running, %s waiting"
                        .formatted(
                                progress().completed(),
                                progress().pruned(),
                                progress().failed(),
                                progress().running(),
                                progress().waiting())));
        facts.add(List.of(
                "  best",
                progress()
                        .best()
                        .map(best -> "%s (trial %s)".formatted(Texts.score(best), best.number()))
                        .orElse("none completed yet")));
        lines.addAll(Texts.table(facts));
        lines.add("");
        if (view.held().isEmpty()) {
            lines.add(spent().map(reason -> "Finished: " + reason + ".").orElse("Nobody is at work."));
            return lines;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("WORKER", "TRIAL", "FOR", "LAST REPORT", "HEARD OF", "LEASE"));
        view.held().forEach(held -> rows.add(row(held)));
        lines.addAll(Texts.table(rows));
        return lines;
    }

    private String budgetText() {
        Optional<Budget> budget = budget();
        if (budget.isEmpty()) {
            return "unknown; %s of work".formatted(Durations.text(progress().used()));
        }
        StudyProgress words = StudyProgress.of(progress(), budget.get());
        return "%s: %d%% used, %s".formatted(budget.get(), (int) Math.floor(100 * words.fraction()), words.time());
    }

    private List<String> row(Held held) {
        Lease lease = held.lease();
        return List.of(
                worker(lease),
                String.valueOf(lease.trial()),
                held.trial()
                        .flatMap(TrialRecord::started)
                        .map(start -> Durations.text(positive(Duration.between(start, view.now()))))
                        .orElse("-"),
                held.trial()
                        .map(trial -> lastReport(trial)
                                .map(report -> "step %s: %s".formatted(report.step(), Texts.number(report.value())))
                                .orElse("-"))
                        .orElse("being proposed"),
                Durations.text(positive(Duration.between(lease.renewed(), view.now()))) + " ago",
                held.isLost() ? "lost" : Durations.text(Duration.between(view.now(), lease.expires())) + " left");
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static Optional<Report> lastReport(TrialRecord trial) {
        int reports = trial.reports().size();
        return reports == 0 ? Optional.empty() : Optional.of(trial.reports().get(reports - 1));
    }

    /** Host and process of {@code host:namespace/process/start}. */
    private static String worker(Lease lease) {
        String[] parts = lease.worker().split("/", -1);
        if (parts.length != 3) {
            return shortened(lease.worker(), WORKER);
        }
        return shortened(parts[0].split(":", 2)[0], WORKER - 1 - parts[1].length()) + "/" + parts[1];
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, Math.max(1, length - 1)) + "…";
    }

    /** For programs: seconds where a person reads durations. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("study", definition.name());
        json.put("goal", StudyNotes.goal(definition));
        budget().ifPresent(budget -> {
            json.put(
                    "budget",
                    BudgetSection.ofNote(definition.notes().get(BudgetSection.NOTE))
                            .orElseThrow()
                            .toNote());
            json.put("used", budget.fraction(progress()));
        });
        json.put("over", isOver());
        json.put("seconds", seconds(progress().used()));
        json.put("completed", progress().completed());
        json.put("pruned", progress().pruned());
        json.put("failed", progress().failed());
        json.put("running", progress().running());
        json.put("waiting", progress().waiting());
        progress().best().ifPresent(best -> {
            Map<String, Object> found = new LinkedHashMap<>(); // the order of Map.of changes with each process
            found.put("trial", best.number());
            found.put("value", best.value());
            json.put("best", found);
        });
        json.put("workers", view.held().stream().map(this::toJson).toList());
        return json;
    }

    private Map<String, Object> toJson(Held held) {
        Map<String, Object> json = new LinkedHashMap<>();
        Lease lease = held.lease();
        json.put("worker", lease.worker());
        json.put("trial", lease.trial());
        held.trial()
                .flatMap(TrialRecord::started)
                .ifPresent(start -> json.put("seconds", seconds(Duration.between(start, view.now()))));
        held.trial().flatMap(StudyStatus::lastReport).ifPresent(report -> {
            json.put("step", report.step());
            json.put(
                    "value",
                    Double.isFinite(report.value()) ? (Object) report.value() : String.valueOf(report.value()));
        });
        json.put("heardOf", seconds(Duration.between(lease.renewed(), view.now())));
        json.put("lost", held.isLost());
        json.put("leaseLeft", seconds(Duration.between(view.now(), lease.expires())));
        return json;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
