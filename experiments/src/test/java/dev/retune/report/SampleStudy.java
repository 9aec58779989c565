package dev.retune.report;

import dev.retune.objective.CrossValidatedObjective;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.StudyDefinition;
import dev.retune.trial.Goals;
import dev.retune.trial.History;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.HoldOutScore;
import dev.retune.tuning.StudyFacts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** A study as a report meets it: scores of three folds, learning curves, one trial in seven diverges. */
record SampleStudy(StudyDefinition definition, List<TrialRecord> trials) {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    /** Of 40 rows. */
    private static final Map<String, Object> PREDICTIONS = Map.of(
            "classes", List.of("no", "<i>yes</i>"),
            "confusion", List.of(List.of(17, 3), List.of(2, 18)),
            "calibration", List.of(List.of(0.1, 0.15, 20), List.of(0.95, 0.9, 20)));

    static SampleStudy of(int trials) {
        return named("sample", trials);
    }

    static SampleStudy named(String name, int trials) {
        return make(name, trials, 7, CrossValidatedObjective.TRAINING_LOSS);
    }

    /** The same as {@link #of}, with the notes of version 0.1. */
    static SampleStudy ofOldVersion(int trials) {
        return make("sample", trials, 7, "cost");
    }

    static SampleStudy failing(int trials) {
        return make("failing", trials, 1, CrossValidatedObjective.TRAINING_LOSS);
    }

    private static SampleStudy make(String name, int trials, int oneFailsIn, String noteOfLosses) {
        SearchSpace space = SearchSpace.of(
                Parameter.real("learningRate", 1e-4, 1).log(),
                Parameter.integer("layers", 1, 4),
                Parameter.choice(name + " kind", "<b>relu</b>", "tanh"));
        StudyDefinition definition = new StudyDefinition(
                name, space, Goals.maximize("accuracy"), Resource.WHOLE, 1, Map.of("metric", "accuracy"));
        SplittableRandom random = new SplittableRandom(4);
        List<TrialRecord> records = new ArrayList<>();
        for (int n = 0; n < trials; n++) {
            records.add(trial(n, space, random, n % oneFailsIn == oneFailsIn - 1, noteOfLosses));
        }
        return new SampleStudy(definition, records);
    }

    private static TrialRecord trial(
            int n, SearchSpace space, SplittableRandom random, boolean fails, String noteOfLosses) {
        TrialRecord started = TrialRecord.waiting(n, space.sample(random), 1, OptionalInt.empty())
                .started(START.plusSeconds(10L * n));
        List<Object> losses = new ArrayList<>();
        double score = 0.6 + 0.35 * random.nextDouble();
        for (int epoch = 0; epoch < (fails ? 6 : 20); epoch++) {
            losses.add(fails ? Math.exp(2.0 * epoch) : Math.exp(-score * epoch / 4));
        }
        if (fails) {
            losses.add("NaN");
        }
        Outcome outcome = fails
                ? new Outcome.Failed("the training diverged: cost NaN <i>after</i> epoch 6")
                : new Outcome.Completed(Measurement.ofFolds(List.of(score - 0.02, score, score + 0.02)));
        return started.noted(Map.of(noteOfLosses, losses)).ended(outcome, START.plusSeconds(10L * n + 8));
    }

    int best() {
        return History.of(definition.goals(), definition.resource(), trials)
                .best()
                .orElseThrow()
                .number();
    }

    /** The same with a hold-out score of the best trial. */
    SampleStudy withHoldOut(double score) {
        return new SampleStudy(
                StudyFacts.of(definition)
                        .with(new HoldOutScore(best(), score, 40, PREDICTIONS))
                        .in(definition),
                trials);
    }

    /** The same with one more trial, far worse than the others. */
    SampleStudy withOutlier() {
        List<TrialRecord> more = new ArrayList<>(trials);
        TrialRecord last = trials.get(trials.size() - 2);
        more.add(TrialRecord.waiting(trials.size(), last.configuration(), 1, OptionalInt.empty())
                .started(START)
                .ended(Outcome.completed(-9), START.plusSeconds(1)));
        return new SampleStudy(definition, more);
    }

    String html() {
        return StudyReport.of(definition, trials).html();
    }
}
