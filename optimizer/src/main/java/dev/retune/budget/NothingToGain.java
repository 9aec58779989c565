package dev.retune.budget;

import dev.retune.trial.Measurement;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * The regret that is possible has fallen below the noise (Makarova et al. 2022, section 3). The noise of a mean of k folds is
 * √((1/k + n_test/n_train) s²) with s² the variance of their scores (Nadeau and Bengio 2003), where n_test/n_train is that of k-fold
 * cross-validation, 1/(k − 1).
 */
final class NothingToGain implements Rule {

    private static final Logger LOG = LoggerFactory.getLogger(NothingToGain.class);

    private final OptionalDouble worthwhile;
    private final RegretBound bound = new RegretBound();
    private final AtomicBoolean warned = new AtomicBoolean();
    private @Nullable Verdict last; // guarded by this

    /** What was found after these trials. */
    private record Verdict(List<TrialRecord> ended, OptionalDouble regret) {

        boolean isOf(List<TrialRecord> others) {
            return ended.size() == others.size()
                    && IntStream.range(0, ended.size()).allMatch(i -> ended.get(i) == others.get(i));
        }
    }

    NothingToGain(OptionalDouble worthwhile) {
        Rule.check(
                worthwhile.orElse(1) > 0 && Double.isFinite(worthwhile.orElse(1)),
                "A budget that ends when there is no more than %s to gain: it must be above 0",
                worthwhile.orElse(1));
        this.worthwhile = worthwhile;
    }

    @Override
    public Optional<String> spent(Progress progress) {
        OptionalDouble noise = noise(progress);
        OptionalDouble regret = noise.isPresent() ? regret(progress) : OptionalDouble.empty();
        if (regret.isEmpty() || regret.getAsDouble() > noise.getAsDouble()) {
            return Optional.empty();
        }
        return Optional.of("nothing is left to gain: at most %s beyond trial %s, %s"
                .formatted(
                        number(regret.getAsDouble()),
                        progress.best().orElseThrow().number(),
                        (worthwhile.isPresent() ? "less than %s" : "whose score has a standard error of %s")
                                .formatted(number(noise.getAsDouble()))));
    }

    @Override
    public Optional<String> remark(Progress progress) {
        OptionalDouble noise = noise(progress);
        OptionalDouble regret = noise.isPresent() ? regret(progress) : OptionalDouble.empty();
        return regret.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "gain < %s (noise %s)".formatted(number(regret.getAsDouble()), number(noise.getAsDouble())));
    }

    /** What a gain must exceed to be worthwhile; nothing if nobody can tell. */
    private OptionalDouble noise(Progress progress) {
        if (worthwhile.isPresent()) {
            return worthwhile;
        }
        Optional<OptionalDouble> error =
                progress.best().flatMap(TrialRecord::measurement).map(NothingToGain::standardError);
        if (error.isPresent() && error.get().isEmpty() && !warned.getAndSet(true)) {
            LOG.warn(
                    "The best trial has no scores of folds, so nobody can tell its noise: say how much a gain needs to be"
                            + " worthwhile, or the study will not end because there is nothing to gain");
        }
        return error.orElse(OptionalDouble.empty());
    }

    private static OptionalDouble standardError(Measurement measurement) {
        int k = measurement.folds().size();
        double squared = measurement.standardError() * measurement.standardError(); // s²/k
        return k < 2 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squared * (1 + k / (k - 1.0))));
    }

    private synchronized OptionalDouble regret(Progress progress) {
        List<TrialRecord> ended = progress.history().trials().stream()
                .filter(trial -> trial.outcome().isPresent())
                .toList();
        Verdict known = last;
        if (known == null || !known.isOf(ended)) {
            known = new Verdict(ended, bound.after(progress.space(), progress.history()));
            last = known;
            LOG.debug("After {} trials there is at most {} to gain", ended.size(), known.regret());
        }
        return known.regret();
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
