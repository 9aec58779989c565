package dev.retune.exchange;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A study as Optuna's database has it.
 *
 * @param version of the Optuna that made the database
 * @param directions MINIMIZE or MAXIMIZE, one a value
 * @param attributes the user's, by key
 * @param metrics names of the values, if they have any
 * @param trials by ascending number
 * @param renamed parameters whose names have spaces around them, by the name here
 */
record OptunaStudy(
        String version,
        String name,
        List<String> directions,
        Map<String, JsonNode> attributes,
        List<String> metrics,
        List<OptunaTrial> trials,
        Map<String, String> renamed) {

    /**
     * A trial.
     *
     * @param state RUNNING, WAITING, COMPLETE, PRUNED or FAIL
     * @param parameters in the order in which they were suggested
     * @param fixed what an enqueued trial is to be given, as values
     * @param reports by ascending step, which counts from 0
     * @param constraints their violations
     * @param doubt what of it is damaged or has no place here, if anything
     */
    record OptunaTrial(
            int number,
            String state,
            Optional<Instant> started,
            Optional<Instant> ended,
            Map<String, Suggested> parameters,
            Map<String, JsonNode> fixed,
            List<Double> values,
            Map<Integer, Double> reports,
            List<Double> constraints,
            Map<String, JsonNode> attributes,
            Optional<String> doubt) {}

    /**
     * What a parameter was given.
     *
     * @param value the number, or the place among the choices
     */
    record Suggested(double value, Distribution distribution) {}

    /** Where it was drawn from. */
    sealed interface Distribution {

        /** @param step 0 if there is none */
        record Real(double low, double high, boolean log, double step) implements Distribution {}

        /** Whole numbers. */
        record Whole(long low, long high, boolean log, long step) implements Distribution {}

        /** Choices, which may be null, numbers, booleans or text. */
        record Choices(List<JsonNode> choices) implements Distribution {}
    }
}
