package dev.retune.exchange;

import dev.retune.exchange.OptunaStudy.OptunaTrial;
import dev.retune.space.Configuration;
import dev.retune.store.StudyCopy;
import dev.retune.store.StudyDefinition;
import dev.retune.syntax.ErrorText;
import dev.retune.syntax.InputException;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Limit;
import dev.retune.trial.Measurement;
import dev.retune.trial.MetricValue;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.Resource;
import dev.retune.trial.Target;
import dev.retune.trial.TrialRecord;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Studies of an Optuna database as studies of ours. Numbers, values, intermediate values, states and times stay; what
 * differs:
 *
 * <ul>
 *   <li>A trial that was pruned before it reported anything is pruned here, too, with NaN as its value.
 *   <li>Trials that were running or waiting wait here, if all their parameters are known.
 *   <li>A trial that did not suggest all its parameters is left out, whatever it reported: a new trial takes its
 *   number.
 *   <li>Steps count from 1 here: where a study has a step 0, all its steps are one more.
 * </ul>
 */
public final class OptunaImport {

    private static final TypeReference<Object> ANY = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.shared();

    private OptunaImport() {}

    /**
     * A study, ready for a store.
     *
     * @param remarks what a user should know of it, a sentence each
     */
    public record Imported(StudyCopy copy, List<String> remarks) {}

    /**
     * The studies that can be had.
     *
     * @param skipped is told, in a sentence each, which ones cannot
     * @throws InputException if the file is no Optuna database, or no study of it can be had; the message says why
     */
    public static List<Imported> read(Path file, Consumer<String> skipped) {
        List<Imported> studies = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (OptunaStudy study : OptunaDatabase.read(file, reasons::add)) {
            try {
                studies.add(of(study, file));
            } catch (IllegalArgumentException e) {
                reasons.add("study '%s': %s".formatted(study.name(), e.getMessage()));
            } catch (RuntimeException e) { // ours; it must not end the import of the others
                reasons.add("study '%s': unexpected failure: %s".formatted(study.name(), ErrorText.summary(e)));
            }
        }
        if (studies.isEmpty()) {
            throw new InputException("'%s' holds no study that can be had%s"
                    .formatted(file, reasons.isEmpty() ? "" : ": " + String.join("; ", reasons)));
        }
        reasons.forEach(skipped);
        return studies;
    }

    private static Imported of(OptunaStudy study, Path file) {
        if (study.trials().stream()
                .allMatch(trial -> trial.parameters().isEmpty() || trial.doubt().isPresent())) {
            throw new IllegalArgumentException(study.trials().stream()
                    .filter(trial -> trial.doubt().isPresent())
                    .findFirst()
                    .map(trial -> "no trial can be taken over: trial %s: %s"
                            .formatted(trial.number(), trial.doubt().orElseThrow()))
                    .orElse("no trial has suggested a parameter yet, so there is no space to search"));
        }
        OptunaSpace space = OptunaSpace.of(
                study.trials().stream().filter(trial -> trial.doubt().isEmpty()).toList());
        List<String> remarks = new ArrayList<>(space.remarks());
        study.renamed()
                .forEach((here, there) -> remarks.add(
                        "parameter '%s' is called '%s' here: names have no spaces around them".formatted(there, here)));
        Goals goals = goals(study);
        if (!goals.isSingle()) {
            remarks.add(("it has %s objectives: to search on takes a strategy that needs no single best trial, such as"
                            + " sobol or random")
                    .formatted(goals.targets().size()));
        }
        OptunaOutcomes outcomes = OptunaOutcomes.of(study, goals);
        boolean countsFromZero =
                study.trials().stream().anyMatch(trial -> trial.reports().containsKey(0));
        int shift = countsFromZero ? 1 : 0;
        if (countsFromZero) {
            remarks.add("its steps count from 0: here they count from 1");
        }
        List<TrialRecord> trials = new ArrayList<>();
        List<Integer> incomplete = new ArrayList<>();
        for (OptunaTrial trial : study.trials()) {
            Optional<String> unusable = trial.doubt().or(() -> space.unusable(trial));
            if (unusable.isPresent()) {
                remarks.add("trial %s is left out: %s".formatted(trial.number(), unusable.get()));
                continue;
            }
            Optional<Configuration> configuration = configuration(space, trial);
            if (configuration.isPresent()) {
                trials.add(trial(trial, configuration.get(), shift, outcomes));
                if (endsBeforeItStarts(trial)) {
                    remarks.add("trial %s ends before it starts: its duration is 0 here".formatted(trial.number()));
                }
            } else {
                incomplete.add(trial.number());
            }
        }
        if (!incomplete.isEmpty()) {
            remarks.add(("trials %s have not suggested all their parameters: they and their values are not taken over,"
                            + " and new trials will take their numbers")
                    .formatted(incomplete));
        }
        Map<String, Object> notes = new LinkedHashMap<>();
        study.attributes().forEach((key, value) -> notes.put(key, plain(value)));
        notes.keySet().removeAll(List.of(OptunaExport.LIMITS, OptunaExport.CONSTRAINTS));
        if (goals.isSingle()) {
            study.metrics().stream().findFirst().ifPresent(metric -> notes.put("metric", metric));
        }
        notes.put(OptunaExport.IMPORTED, "Optuna %s, %s".formatted(study.version(), file.getFileName()));
        Map<String, Object> origin = space.origin(countsFromZero).toNote();
        if (!origin.isEmpty()) {
            notes.put(OptunaOrigin.NOTE, origin);
        }
        Instant created = study.trials().stream()
                .flatMap(trial -> trial.started().stream())
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
        StudyDefinition definition = new StudyDefinition(study.name(), space.space(), goals, Resource.WHOLE, 0, notes);
        return new Imported(new StudyCopy(definition, created, trials, Map.of()), remarks);
    }

    private static boolean endsBeforeItStarts(OptunaTrial trial) {
        return trial.started()
                .filter(start -> trial.ended().filter(start::isAfter).isPresent())
                .isPresent();
    }

    private static Optional<Configuration> configuration(OptunaSpace space, OptunaTrial trial) {
        try {
            return Optional.of(space.configuration(trial));
        } catch (IllegalArgumentException incomplete) {
            return Optional.empty();
        }
    }

    /** The names of the objectives, if they have any; those without are called as values without names are. */
    private static Goals goals(OptunaStudy study) {
        if (study.directions().isEmpty()) {
            throw new IllegalArgumentException("it has no direction: neither minimize nor maximize");
        }
        List<Target> targets = new ArrayList<>();
        boolean named = study.metrics().size() == study.directions().size();
        List<MetricValue> unnamed = Measurement.ofValues(
                        Collections.nCopies(study.directions().size(), 0.0))
                .metrics();
        for (int i = 0; i < study.directions().size(); i++) {
            JsonNode note = study.attributes().get("metric");
            String noted = study.directions().size() == 1 && note != null && note.isString()
                    ? note.stringValue().strip()
                    : "";
            String name = named
                    ? study.metrics().get(i).strip()
                    : noted.isEmpty() ? unnamed.get(i).metric() : noted;
            targets.add(new Target(name, Direction.of(study.directions().get(i))));
        }
        List<Limit> limits = new ArrayList<>();
        JsonNode written = study.attributes().get(OptunaExport.LIMITS);
        if (written != null) {
            written.forEach(limit -> limits.add(Limit.of(limit.asString(""))));
        }
        return new Goals(targets, limits);
    }

    private static TrialRecord trial(
            OptunaTrial trial, Configuration configuration, int shift, OptunaOutcomes outcomes) {
        List<Report> reports = new ArrayList<>();
        trial.reports().forEach((step, value) -> reports.add(outcomes.report(step + shift, value)));
        Map<String, Object> attributes = new LinkedHashMap<>();
        trial.attributes().forEach((key, value) -> attributes.put(key, plain(value)));
        Optional<Outcome> outcome = outcomes.outcome(trial, attributes);
        reports.addAll(outcomes.reports(attributes));
        return TrialRecord.builder(trial.number(), configuration, Resource.WHOLE.max())
                .reports(reports)
                .outcome(outcome)
                .started(outcome.isPresent() ? trial.started() : Optional.empty())
                .ended(
                        outcome.isEmpty()
                                ? Optional.empty()
                                : endsBeforeItStarts(trial) ? trial.started() : trial.ended())
                .attributes(attributes)
                .build();
    }

    /** As stores keep it: null has no place there. */
    private static Object plain(JsonNode value) {
        if (value.isNull()) {
            return "null";
        }
        if (value.isArray()) {
            return value.valueStream().map(OptunaImport::plain).toList();
        }
        if (value.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            value.propertyNames().forEach(key -> map.put(key, plain(value.get(key))));
            return map;
        }
        return JSON.convertValue(value, ANY);
    }
}
