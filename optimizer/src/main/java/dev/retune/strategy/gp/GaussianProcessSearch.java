package dev.retune.strategy.gp;

import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Prior;
import dev.retune.strategy.PriorDensity;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.Surrogate;
import dev.retune.strategy.SurrogateModel;
import dev.retune.trial.History;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Bayesian optimization: a Gaussian process is fitted to the losses of the ended trials, and the configuration with the
 * greatest expected improvement over the best of them is proposed (Jones et al. 1998; in the logarithmic form of Ament
 * et al. 2023).
 *
 * <p>Whole numbers, choices and conditional parameters are supported; failed trials count as bad, pruned ones as no
 * better than the median; the variance of the folds counts as noise; running trials are taken into account, so that a
 * batch spreads. Constraints that are known only after a trial have a Gaussian process each, and the acquisition is
 * weighted with the probability that all are satisfied (Gardner et al. 2014). Where the study has a fidelity, the
 * resource of each trial is one more input, and proposals are for the whole resource. The cost of a proposal is
 * bounded: the model uses 1,000 trials, half of which are the best ones, and up to a tenth more that are recent.
 */
public final class GaussianProcessSearch implements Strategy, SurrogateModel {

    /** Trials before the model is used. */
    private static final int INITIAL = 6;

    private static final int LARGEST = 1000;
    /** The number of best trials around which the acquisition is searched. */
    private static final int CENTERS = 5;

    private final Prior prior;
    private final Strategy random;
    private @Nullable Features features; // guarded by this
    private final Map<String, HyperparameterFit> fits =
            new HashMap<>(); // by constraint, for these features; guarded by this
    private final Map<String, Posterior> posteriors = new HashMap<>(); // the last ones; likewise

    private GaussianProcessSearch(Prior prior) {
        this.prior = prior;
        this.random = RandomSearch.create().prior(prior);
    }

    public static GaussianProcessSearch create() {
        return new GaussianProcessSearch(Prior.none());
    }

    /**
     * The same with a prior π: half of the first points are drawn from it, and after n trials it adds (β/n) log π to
     * the logarithm of expected improvement (Hvarfner et al. 2022, equation 6), less where the trials contradict it.
     */
    public GaussianProcessSearch prior(Prior prior) {
        return new GaussianProcessSearch(prior);
    }

    /** @throws IllegalArgumentException if the prior does not fit the space */
    @Override
    public Optional<Proposal> propose(SearchSpace space, History history, RandomGenerator generator) {
        Optional<Configuration> chosen = history.size() < INITIAL
                ? initial(space, history, generator)
                : model(space, history).flatMap(model -> maximize(model, history, generator));
        return chosen.map(Proposal::of).or(() -> random.propose(space, history, generator));
    }

    private Optional<Configuration> initial(SearchSpace space, History history, RandomGenerator generator) {
        boolean isPlain = prior.isEmpty() || history.size() % 2 == 1; // so that a wrong prior is detected
        return isPlain ? InitialDesign.propose(features(space, history), history, generator) : Optional.empty();
    }

    /** The surrogate after a history; empty before two trials have a value, or if all parameters are fixed. */
    @Override
    public Optional<Surrogate> surrogate(SearchSpace space, History history) {
        return model(space, history).map(m -> new GaussianProcessSurrogate(m.features(), m.posterior(), m.targets()));
    }

    /** A Gaussian process with its inputs. */
    private record Model(Observations all, Observations used, OutcomeTransform targets, Posterior posterior) {

        Features features() {
            return all.features();
        }

        double[] y() {
            return targets.of(used.losses());
        }

        double[] noise() {
            return used.noise(targets);
        }

        /** The feasibility of a constraint; while no trial satisfies it, its limit is the smallest violation so far. */
        Feasibility feasibility() {
            double least = Arrays.stream(y()).min().orElseThrow();
            return new Feasibility(posterior, Math.max(targets.of(0), least));
        }

        /** The smallest target of a feasible trial; infinite if there is none. */
        double incumbent() {
            double[] y = y();
            return IntStream.range(0, y.length)
                    .filter(used::isFeasible)
                    .mapToDouble(i -> y[i])
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
        }
    }

    private Optional<Model> model(SearchSpace space, History history) {
        return model(Observations.of(features(space, history), history));
    }

    private Optional<Model> model(Observations all) {
        Features features = all.features();
        if (all.usable() < 2 || features.columns() == 0) {
            return Optional.empty();
        }
        Kernel kernel = new Kernel(features, fit(features, all.constraint()).to(all));
        Observations used = all.recent(LARGEST);
        OutcomeTransform targets = new OutcomeTransform(used.losses());
        double[] y = targets.of(used.losses());
        double[] noise = used.noise(targets);
        Posterior posterior = last(features, all.constraint())
                .map(before -> before.to(kernel, used.rows(), y, noise))
                .orElseGet(() -> Posterior.of(kernel, used.rows(), y, noise));
        keep(features, all.constraint(), posterior);
        return Optional.of(new Model(all, used, targets, posterior));
    }

    private Optional<Configuration> maximize(Model model, History history, RandomGenerator generator) {
        // not the smallest posterior mean: under noise the smallest observation demands a larger improvement, which
        // keeps the search from converging too early
        double incumbent = model.incumbent();
        List<Feasibility> constraints = model.all().constraints().stream()
                .flatMap(c -> model(c).stream())
                .map(Model::feasibility)
                .toList();
        double[][] running = history.trials().stream()
                .filter(t -> t.outcome().isEmpty())
                .map(t -> model.features().of(t.configuration(), 1))
                .toArray(double[][]::new);
        Posterior posterior =
                running.length == 0 ? model.posterior() : model.posterior().fantasize(running);
        Acquisition acquisition = new Acquisition(posterior, incumbent, constraints);
        PriorDensity density = prior.over(model.features().space());
        return new Maximizer(model.features(), acquisition, density, density.weight(history), generator)
                .maximize(centers(model), history.configurations());
    }

    /** The configurations with the smallest posterior means, the best first, infeasible ones last. */
    private static List<Configuration> centers(Model model) {
        double[] means = model.posterior().smoothed(model.y(), model.noise());
        List<TrialRecord> trials = model.used().trials();
        return IntStream.range(0, means.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> !model.used().isFeasible(i))
                        .thenComparingDouble(i -> means[i]))
                .map(i -> trials.get(i).configuration())
                .distinct()
                .limit(CENTERS)
                .toList();
    }

    private synchronized Features features(SearchSpace space, History history) {
        Features last = features;
        if (last == null || !last.space().equals(space) || !last.resource().equals(history.resource())) {
            last = new Features(space, history.resource());
            features = last;
            fits.clear();
            posteriors.clear();
        }
        return last;
    }

    private synchronized HyperparameterFit fit(Features of, String constraint) {
        return of == features
                ? fits.computeIfAbsent(constraint, c -> new HyperparameterFit(of))
                : new HyperparameterFit(of);
    }

    private synchronized Optional<Posterior> last(Features of, String constraint) {
        return of == features ? Optional.ofNullable(posteriors.get(constraint)) : Optional.empty();
    }

    private synchronized void keep(Features of, String constraint, Posterior posterior) {
        if (of == features) {
            posteriors.put(constraint, posterior);
        }
    }
}
