package dev.retune.budget;

import dev.retune.budget.RegretBound.Found;
import dev.retune.internal.text.Check;
import dev.retune.statistics.SampleVariance;
import dev.retune.strategy.SurrogateModel;
import dev.retune.trial.History;
import dev.retune.trial.Measurement;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * The possible regret has fallen below the noise (Makarova et al. 2022, section 3). The noise of a mean of k folds is
 * {@linkplain SampleVariance#ofMean(java.util.Collection, double) corrected}, with the ratio of k-fold
 * cross-validation, 1/(k − 1).
 *
 * <p>Before a model has observed a region of low loss, it may explain all variation as noise, and a fit may be wrong.
 * So, beyond the paper, the bound must hold after each of the last five trials, and the best trial must be better than
 * a random one by more than the noise.
 */
final class NothingToGain implements Rule {

    private static final Logger LOG = LoggerFactory.getLogger(NothingToGain.class);

    /** The bound must hold after this many consecutive trials. */
    private static final int LASTING = 5;

    private final OptionalDouble worthwhile;
    private final Optional<RegretBound> bound;
    private final AtomicBoolean warned = new AtomicBoolean();
    private final Deque<Verdict> recent = new ArrayDeque<>(); // guarded by this

    /** The result after these trials. */
    private record Verdict(List<TrialRecord> ended, Optional<Found> found) {

        boolean isOf(List<TrialRecord> others) {
            return ended.size() == others.size()
                    && IntStream.range(0, ended.size()).allMatch(i -> ended.get(i) == others.get(i));
        }
    }

    private NothingToGain(OptionalDouble worthwhile, Optional<SurrogateModel> model) {
        Check.that(
                worthwhile.orElse(1) > 0 && Double.isFinite(worthwhile.orElse(1)),
                "A budget that ends when there is no more than %s to gain: it must be above 0",
                worthwhile.orElse(1));
        this.worthwhile = worthwhile;
        this.bound = model.map(RegretBound::new);
    }

    static NothingToGain of(OptionalDouble worthwhile) {
        return new NothingToGain(worthwhile, Optional.empty());
    }

    @Override
    public Rule with(SurrogateModel model) {
        return bound.isPresent() ? this : new NothingToGain(worthwhile, Optional.of(model));
    }

    @Override
    public Optional<String> spent(Progress progress) {
        OptionalDouble known = noise(progress);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        double noise = known.getAsDouble();
        List<TrialRecord> ended = ended(progress);
        for (int before = 0; before < LASTING; before++) {
            if (before > ended.size()
                    || found(progress, ended.subList(0, ended.size() - before))
                            .filter(found -> found.regret() <= noise && found.contrast() > noise)
                            .isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of("nothing is left to gain: at most %s beyond trial %s, %s"
                .formatted(
                        number(found(progress, ended).orElseThrow().regret()),
                        progress.best().orElseThrow().number(),
                        (worthwhile.isPresent() ? "less than %s" : "whose score has a standard error of %s")
                                .formatted(number(noise))));
    }

    @Override
    public boolean needsOneTarget() {
        return true;
    }

    @Override
    public Optional<String> remark(Progress progress) {
        OptionalDouble noise = noise(progress);
        return noise.isEmpty()
                ? Optional.empty()
                : found(progress, ended(progress))
                        .map(found ->
                                "gain < %s (noise %s)".formatted(number(found.regret()), number(noise.getAsDouble())));
    }

    /** The ended trials, in the order of their ends. */
    private static List<TrialRecord> ended(Progress progress) {
        return progress.history().trials().stream()
                .filter(trial -> trial.outcome().isPresent())
                .sorted(Comparator.comparing(trial -> trial.ended().orElse(Instant.EPOCH)))
                .toList();
    }

    /** The smallest worthwhile gain; empty if it is unknown. */
    private OptionalDouble noise(Progress progress) {
        if (worthwhile.isPresent()) {
            return worthwhile;
        }
        Optional<OptionalDouble> error =
                progress.best().flatMap(TrialRecord::measurement).map(NothingToGain::standardError);
        if (error.isPresent() && error.get().isEmpty() && !warned.getAndSet(true)) {
            LOG.warn("The best trial has no fold scores, so its noise is unknown: set the smallest worthwhile gain, or"
                    + " the rule 'nothing to gain' will not end the study");
        }
        return error.orElse(OptionalDouble.empty());
    }

    private static OptionalDouble standardError(Measurement measurement) {
        int k = measurement.folds().size();
        return k < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.sqrt(SampleVariance.ofMean(measurement.folds(), 1 / (k - 1.0))));
    }

    private synchronized Optional<Found> found(Progress progress, List<TrialRecord> ended) {
        for (Verdict verdict : recent) {
            if (verdict.isOf(ended)) {
                return verdict.found();
            }
        }
        History history = History.ofLosses(progress.history().resource(), ended);
        Optional<Found> found = bound.orElseThrow(() -> new IllegalStateException(
                        "The rule 'nothing to gain' needs a surrogate: set one with withSurrogate"))
                .after(progress.space(), history);
        LOG.debug("After {} trials: {}", ended.size(), found);
        recent.addFirst(new Verdict(ended, found));
        if (recent.size() > 2 * LASTING) {
            recent.removeLast();
        }
        return found;
    }

    /** Three significant digits. */
    private static String number(double x) {
        return String.format(Locale.ROOT, "%.3g", x);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NothingToGain rule && worthwhile.equals(rule.worthwhile);
    }

    @Override
    public int hashCode() {
        return worthwhile.hashCode();
    }

    @Override
    public String toString() {
        return "nothing to gain" + (worthwhile.isPresent() ? " beyond " + worthwhile.getAsDouble() : "");
    }
}
