package dev.retune.tuning;

import dev.retune.config.BudgetSection;
import dev.retune.config.WrittenSearch;
import dev.retune.store.StudyDefinition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a study is beyond its space, goal and seed. It is kept with the study under {@linkplain
 * dev.retune.store.ReservedNotes reserved keys}, so that users' notes are not touched. What is empty is not known: a
 * study that was not made of a study file has no facts.
 *
 * @param workload what is tuned, and how it is scored
 * @param search strategy, prior and pruner of the last run
 * @param budget its budget of the last run
 * @param round how many trials a round has, if it is deterministic; the study's builder keeps it
 * @param over why it ended although its budget was not spent
 * @param holdOut the score of a winner on rows that the search never saw
 */
public record StudyFacts(
        Optional<WorkloadFacts> workload,
        Optional<WrittenSearch> search,
        Optional<BudgetSection> budget,
        Optional<Integer> round,
        Optional<String> over,
        Optional<HoldOutScore> holdOut) {

    /** Of a study of which nothing is known. */
    public static final StudyFacts NONE = new StudyFacts(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** What a stored study keeps, also if Retune 0.1 has stored it. */
    public static StudyFacts of(StudyDefinition definition) {
        return StudyFactsCodec.read(definition.notes());
    }

    /** The notes of a stored study that are its user's own. */
    public static Map<String, Object> userNotes(StudyDefinition definition) {
        return StudyFactsCodec.userNotes(definition.notes());
    }

    /** Of a study of this workload. */
    static StudyFacts of(Workload workload) {
        return new StudyFacts(
                Optional.of(workload.facts()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    StudyFacts with(WrittenSearch written, BudgetSection budget) {
        return new StudyFacts(workload, Optional.of(written), Optional.of(budget), round, over, holdOut);
    }

    StudyFacts over(Optional<String> reason) {
        return new StudyFacts(workload, search, budget, round, reason, holdOut);
    }

    /** With the score of a winner. */
    public StudyFacts with(HoldOutScore score) {
        return new StudyFacts(workload, search, budget, round, over, Optional.of(score));
    }

    /** The score of this trial, if it is known. */
    public Optional<HoldOutScore> holdOut(int trial) {
        return holdOut.filter(score -> score.trial() == trial);
    }

    /** Whether scores are those of a cross-validation or another split of rows. */
    public boolean isValidated() {
        return workload.filter(WorkloadFacts.ModelFacts.class::isInstance).isPresent();
    }

    /** What is known, but for the score on the hold-out, by names that a person reads. */
    public Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        workload.ifPresent(facts -> entries.putAll(facts.entries()));
        search.ifPresent(written -> entries.putAll(written.entries()));
        budget.ifPresent(budget -> entries.put("budget", budget.toBudget().toString()));
        round.ifPresent(size -> entries.put("round", size + " trials"));
        over.ifPresent(reason -> entries.put("over", reason));
        return entries;
    }

    /** The notes, all with reserved keys, that keep it. */
    public Map<String, Object> toNotes() {
        return StudyFactsCodec.write(this);
    }

    /** The study with these facts. */
    public StudyDefinition in(StudyDefinition definition) {
        StudyDefinition noted = definition;
        for (Map.Entry<String, Object> note : toNotes().entrySet()) {
            noted = noted.noted(note.getKey(), note.getValue());
        }
        return noted;
    }

    /** The notes that differ from those of {@code before}. */
    Map<String, Object> changesSince(StudyFacts before) {
        Map<String, Object> changes = new LinkedHashMap<>(toNotes());
        before.toNotes().forEach(changes::remove);
        return changes;
    }
}
