package dev.retune.tuning;

import dev.retune.config.BudgetSection;
import dev.retune.config.WrittenSearch;
import dev.retune.store.ReservedNotes;
import dev.retune.syntax.Durations;
import dev.retune.tuning.WorkloadFacts.ModelFacts;
import dev.retune.tuning.WorkloadFacts.ProgramFacts;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Facts of studies as notes, and back. Retune 0.1 kept them among the user's notes, under keys without a prefix: such a
 * study is known by having all the keys that 0.1 wrote together. What has changed since is kept under reserved keys,
 * which go before. A note that is not as written here is as if it were not there.
 */
final class StudyFactsCodec {

    private static final String WORKLOAD = ReservedNotes.PREFIX + "workload";
    private static final String SEARCH = ReservedNotes.PREFIX + "search";
    private static final String BUDGET = ReservedNotes.PREFIX + "budget";
    private static final String ROUND = ReservedNotes.PREFIX + "round"; // the optimizer writes it
    private static final String OVER = ReservedNotes.PREFIX + "over";
    private static final String HOLD_OUT = ReservedNotes.PREFIX + "holdOut";

    private static final String MODEL = "model";
    private static final List<String> PROGRAMS = List.of("command", "process");

    /** The note in which imported studies say where they come from; 0.1 noted their metric beside it. */
    private static final String IMPORTED = "imported";

    private static final String ROUND_OF_01 = "deterministic.round";
    private static final String NOT_OVER_IN_01 = "no";

    /** What 0.1 wrote. */
    private static final Set<String> KEYS_OF_01 = Set.of(
            "metric",
            "learner",
            "settings",
            "data",
            "rows",
            "target",
            "weight",
            "validation",
            "holdout",
            "command",
            "process",
            "strategy",
            "prior",
            "pruner",
            "budget",
            ROUND_OF_01,
            "over",
            "holdOut");

    private StudyFactsCodec() {}

    static Map<String, Object> write(StudyFacts facts) {
        Map<String, Object> notes = new LinkedHashMap<>();
        facts.workload().ifPresent(workload -> notes.put(WORKLOAD, write(workload)));
        facts.search().ifPresent(search -> notes.put(SEARCH, new LinkedHashMap<>(search.entries())));
        facts.budget().ifPresent(budget -> notes.put(BUDGET, write(budget)));
        notes.put(OVER, facts.over().orElse("")); // a note cannot be taken back
        facts.holdOut().ifPresent(score -> notes.put(HOLD_OUT, score.toJson()));
        return notes;
    }

    static StudyFacts read(Map<String, Object> notes) {
        StudyFacts earlier = isOf01(notes) ? read01(notes) : StudyFacts.NONE;
        return new StudyFacts(
                workload(notes.get(WORKLOAD)).or(earlier::workload),
                search(notes.get(SEARCH)).or(earlier::search),
                budget(notes.get(BUDGET)).or(earlier::budget),
                number(notes, ROUND).map(Number::intValue).or(earlier::round),
                (notes.containsKey(OVER) ? text(notes, OVER) : earlier.over()).filter(reason -> !reason.isEmpty()),
                HoldOutScore.of(notes.get(HOLD_OUT)).or(earlier::holdOut));
    }

    /** Those that are not ours, sorted by key. */
    static Map<String, Object> userNotes(Map<String, Object> notes) {
        Map<String, Object> own = new TreeMap<>(notes);
        own.keySet().removeIf(ReservedNotes::isReserved);
        if (isOf01(notes)) {
            own.keySet().removeAll(KEYS_OF_01);
        } else if (isImportOf01(notes)) {
            own.remove("metric"); // the goals have it
        }
        return own;
    }

    private static Map<String, Object> write(WorkloadFacts workload) {
        Map<String, Object> note = new LinkedHashMap<>();
        if (workload instanceof ModelFacts model) {
            note.put("kind", MODEL);
            note.put("learner", model.learner());
            note.put("settings", model.settings());
            note.put("data", model.data());
            note.put("fingerprint", model.fingerprint());
            note.put("target", model.target());
            model.weight().ifPresent(column -> note.put("weight", column));
            note.put("validation", model.validation());
            note.put("holdOut", model.holdOut());
        } else if (workload instanceof ProgramFacts program) {
            note.put("kind", program.kind());
            note.put("program", program.program());
        }
        return note;
    }

    private static Optional<WorkloadFacts> workload(@Nullable Object note) {
        Map<String, Object> map = map(note);
        Optional<String> kind = text(map, "kind");
        return kind.equals(Optional.of(MODEL))
                ? Optional.of(model(map, "fingerprint", "holdOut"))
                : kind.filter(PROGRAMS::contains)
                        .map(program ->
                                new ProgramFacts(program, text(map, "program").orElse("")));
    }

    private static ModelFacts model(Map<String, Object> notes, String fingerprint, String holdOut) {
        return new ModelFacts(
                text(notes, "learner").orElse(""),
                text(notes, "settings").orElse("{}"),
                text(notes, "data").orElse(""),
                text(notes, fingerprint).orElse(""),
                text(notes, "target").orElse(""),
                text(notes, "weight"),
                text(notes, "validation").orElse(""),
                text(notes, holdOut).orElse("none"));
    }

    private static Optional<WrittenSearch> search(@Nullable Object note) {
        return search(map(note));
    }

    private static Optional<WrittenSearch> search(Map<String, Object> notes) {
        return text(notes, "strategy")
                .map(strategy -> new WrittenSearch(
                        strategy,
                        text(notes, "prior").orElse("none"),
                        text(notes, "pruner").orElse("none")));
    }

    static Map<String, Object> write(BudgetSection budget) {
        Map<String, Object> note = new LinkedHashMap<>();
        budget.trials().ifPresent(n -> note.put("trials", n));
        budget.time().ifPresent(limit -> note.put("time", limit.toMillis() / 1000.0 + "s"));
        budget.resource().ifPresent(total -> note.put("resource", total));
        budget.cost().ifPresent(total -> note.put("cost", total));
        budget.target().ifPresent(value -> note.put("target", value));
        budget.noImprovement().ifPresent(n -> note.put("noImprovement", n));
        budget.nothingToGain().ifPresent(worthwhile -> note.put("nothingToGain", worthwhile));
        return note;
    }

    private static Optional<BudgetSection> budget(@Nullable Object note) {
        Map<String, Object> map = map(note);
        BudgetSection budget = new BudgetSection(
                number(map, "trials").map(Number::intValue),
                text(map, "time").map(Durations::of),
                number(map, "resource").map(Number::doubleValue),
                number(map, "cost").map(Number::doubleValue),
                number(map, "target").map(Number::doubleValue),
                number(map, "noImprovement").map(Number::intValue),
                number(map, "nothingToGain").map(Number::doubleValue));
        return Optional.of(budget).filter(BudgetSection::isLimited);
    }

    private static boolean isOf01(Map<String, Object> notes) {
        boolean isModel = areTexts(notes, "learner", "settings", "data", "rows", "target", "validation", "holdout");
        boolean isProgram = PROGRAMS.stream().anyMatch(kind -> areTexts(notes, kind));
        return !notes.containsKey(WORKLOAD)
                && areTexts(notes, "metric", "strategy", "prior", "pruner")
                && notes.get("budget") instanceof Map
                && (isModel || isProgram);
    }

    private static boolean areTexts(Map<String, Object> notes, String... keys) {
        return Stream.of(keys).allMatch(key -> notes.get(key) instanceof String);
    }

    private static StudyFacts read01(Map<String, Object> notes) {
        return new StudyFacts(
                PROGRAMS.stream()
                        .filter(notes::containsKey)
                        .findFirst()
                        .<WorkloadFacts>map(
                                kind -> new ProgramFacts(kind, text(notes, kind).orElse("")))
                        .or(() -> Optional.of(model(notes, "rows", "holdout"))),
                search(notes),
                budget(notes.get("budget")),
                number(notes, ROUND_OF_01).map(Number::intValue),
                text(notes, "over").filter(reason -> !reason.equals(NOT_OVER_IN_01)),
                HoldOutScore.of(notes.get("holdOut")));
    }

    private static boolean isImportOf01(Map<String, Object> notes) {
        return areTexts(notes, "metric", IMPORTED) && !notes.containsKey(WORKLOAD);
    }

    private static Map<String, Object> map(@Nullable Object note) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (note instanceof Map<?, ?> there) {
            there.forEach((key, value) -> map.put(String.valueOf(key), value));
        }
        return map;
    }

    private static Optional<String> text(Map<String, Object> notes, String key) {
        return notes.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Number> number(Map<String, Object> notes, String key) {
        return notes.get(key) instanceof Number number ? Optional.of(number) : Optional.empty();
    }
}
