package dev.retune.strategy.gp;

import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Strategy;
import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Bayesian optimization: a Gaussian process learns the loss from the finished trials, and the configuration that promises the
 * greatest expected improvement over the best of them is next (Jones et al. 1998; in the logarithmic form of Ament et al. 2023).
 *
 * <p>Whole numbers, choices and conditional parameters are first-class; failed trials count as bad, pruned ones as no better than
 * the median; the spread of the folds counts as noise; running trials make a batch spread. Where the study has a fidelity, the
 * resource of each trial is one more input, and proposals are for the whole resource. The cost of a proposal is bounded: the model
 * holds at most 1,000 trials, the better half of these being the best.
 */
public final class GaussianProcessSearch implements Strategy {

    /** Trials before the model is asked. */
    private static final int INITIAL = 6;

    private static final int LARGEST = 1000;
    /** So many of the best trials are looked around. */
    private static final int CENTERS = 5;

    private final Strategy random = RandomSearch.create();
    private @Nullable Fit fit; // guarded by this

    private GaussianProcessSearch() {}

    public static GaussianProcessSearch create() {
        return new GaussianProcessSearch();
    }

    @Override
    public Optional<Proposal> propose(SearchSpace space, History history, RandomGenerator generator) {
        Optional<Configuration> chosen = history.size() < INITIAL
                ? InitialDesign.propose(features(space, history), history, generator)
                : model(space, history).flatMap(model -> maximize(model, history, generator));
        return chosen.map(Proposal::of).or(() -> random.propose(space, history, generator));
    }

    /** What the model believes after a history; nothing before two trials have a value, or where all parameters are fixed. */
    public Optional<Surrogate> surrogate(SearchSpace space, History history) {
        return model(space, history).map(m -> new Surrogate(m.features(), m.posterior(), m.targets()));
    }

    private record Model(Features features, Observations used, Targets targets, Posterior posterior) {

        double[] y() {
            return targets.of(used.losses());
        }

        double[] noise() {
            return used.noise(targets);
        }
    }

    private Optional<Model> model(SearchSpace space, History history) {
        Features features = features(space, history);
        Observations all = Observations.of(features, history);
        if (all.usable() < 2 || features.columns() == 0) {
            return Optional.empty();
        }
        Kernel kernel = new Kernel(features, fit(features).to(all));
        Observations used = all.size() > LARGEST ? all.spread(LARGEST) : all;
        Targets targets = new Targets(used.losses());
        Posterior posterior = Posterior.of(kernel, used.rows(), targets.of(used.losses()), used.noise(targets));
        return Optional.of(new Model(features, used, targets, posterior));
    }

    private static Optional<Configuration> maximize(Model model, History history, RandomGenerator generator) {
        double[] y = model.y();
        // not the smallest mean: under noise the luckiest observation asks for more, and so keeps the search from
        // settling
        double incumbent = Arrays.stream(y).min().orElseThrow();
        double[][] running = history.trials().stream()
                .filter(t -> t.outcome().isEmpty())
                .map(t -> model.features().of(t.configuration(), 1))
                .toArray(double[][]::new);
        Posterior posterior =
                running.length == 0 ? model.posterior() : model.posterior().believing(running);
        return new Maximizer(model.features(), new Acquisition(posterior, incumbent), generator)
                .maximize(centers(model), history.configurations());
    }

    /** The configurations with the smallest means, the best first. */
    private static List<Configuration> centers(Model model) {
        double[] means = model.posterior().smoothed(model.y(), model.noise());
        List<TrialRecord> trials = model.used().trials();
        return IntStream.range(0, means.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> means[i]))
                .map(i -> trials.get(i).configuration())
                .distinct()
                .limit(CENTERS)
                .toList();
    }

    private Features features(SearchSpace space, History history) {
        return fit(space, history.resource().isFidelity()).features();
    }

    private Fit fit(Features features) {
        return fit(features.space(), features.hasFidelity());
    }

    private synchronized Fit fit(SearchSpace space, boolean fidelity) {
        Fit last = fit;
        if (last == null
                || !last.features().space().equals(space)
                || last.features().hasFidelity() != fidelity) {
            last = new Fit(new Features(space, fidelity));
            fit = last;
        }
        return last;
    }
}
