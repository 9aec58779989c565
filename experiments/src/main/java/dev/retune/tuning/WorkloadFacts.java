package dev.retune.tuning;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What scores of a study must have in common to be compared, apart from its space, goal and metric. */
public sealed interface WorkloadFacts {

    /** By names that a person reads, in an order that tells most first. */
    Map<String, String> entries();

    /**
     * A learner on its data.
     *
     * @param learner as the study file names it
     * @param settings the hyperparameters that the file fixes, as text
     * @param data the name of the data file
     * @param fingerprint of its rows
     * @param target the column to predict
     * @param weight the column that says how much each row counts
     * @param validation how trials are scored
     * @param holdOut which rows the search never sees, or {@code none}
     */
    record ModelFacts(
            String learner,
            String settings,
            String data,
            String fingerprint,
            String target,
            Optional<String> weight,
            String validation,
            String holdOut)
            implements WorkloadFacts {

        @Override
        public Map<String, String> entries() {
            Map<String, String> entries = new LinkedHashMap<>();
            entries.put("learner", learner);
            entries.put("settings", settings);
            entries.put("data", data);
            entries.put("data fingerprint", fingerprint);
            entries.put("target", target);
            entries.put("weight", weight.orElse("none"));
            entries.put("validation", validation);
            entries.put("holdout", holdOut);
            return entries;
        }
    }

    /**
     * A program.
     *
     * @param kind {@code command} or {@code process}
     * @param program with its arguments
     */
    record ProgramFacts(String kind, String program) implements WorkloadFacts {

        @Override
        public Map<String, String> entries() {
            return Map.of(kind, program);
        }
    }
}
