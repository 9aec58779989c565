package dev.retune.strategy.tpe;

import dev.retune.space.Configuration;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.Prior;
import dev.retune.strategy.PriorDensity;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.RandomSearch;
import dev.retune.strategy.Strategy;
import dev.retune.trial.History;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The tree-structured Parzen estimator (Bergstra et al. 2011, "Algorithms for hyper-parameter optimization"),
 * multivariate (Falkner et al. 2018): a density l of the good observations, a density g of the bad ones, and of some
 * draws from l the one with the largest l/g, which increases with expected improvement. Fast for any number of trials,
 * and well suited to conditional spaces and to choices.
 *
 * <p>Kernels span all parameters. One that a condition keeps inactive at an observation has the uniform distribution
 * there, so a single pair of densities covers a conditional space. Running trials count as bad until they end (the
 * constant liar). Pruned trials rank after completed ones, then infeasible ones, then failed ones. If trials differ in
 * their resource, the model uses the largest resource with enough trials. A configuration is not proposed twice while
 * there are new ones.
 */
public final class TpeSearch implements Strategy {

    /** Before this many trials have ended, points are random. */
    private static final int ENOUGH = 8;
    /** Draws from l, of which the best by l/g is proposed. */
    private static final int CANDIDATES = 32;
    /** Draws that were tried or are infeasible are not candidates; the number of draws is limited. */
    private static final int DRAWS = 10 * CANDIDATES;

    /**
     * By Scott's (1992) rule a kernel narrows with the number n of observations as n^(-1/(d+4)), which in many
     * dimensions is very slow. The bad kernels follow it; the good ones, which must converge to an optimum, narrow at
     * least with this power.
     */
    private static final double CLOSING_IN = 0.25;

    private static final double BAD_SCALE = 0.7;

    private final EncodedHistory seen = new EncodedHistory();
    private final Prior prior;
    private final Strategy anywhere = RandomSearch.create();
    private final Strategy likely;

    private TpeSearch(Prior prior) {
        this.prior = prior;
        this.likely = RandomSearch.create().prior(prior);
    }

    public static TpeSearch create() {
        return new TpeSearch(Prior.none());
    }

    /**
     * The same with a prior π: half of the first points are drawn from it; after n trials it multiplies l/g by π to the
     * power of β/n (Hvarfner et al. 2022, with l/g as the acquisition), and one in 1 + n/β candidates is drawn from it.
     * Both weights decrease where the trials refute it.
     */
    public TpeSearch prior(Prior prior) {
        return new TpeSearch(prior);
    }

    /** @throws IllegalArgumentException if the prior does not fit the space */
    @Override
    public Optional<Proposal> propose(SearchSpace space, History history, RandomGenerator random) {
        synchronized (seen) {
            Axes axes = seen.update(space, history);
            GoodBadSplit split = GoodBadSplit.of(history, ENOUGH);
            Optional<Configuration> found =
                    split.ended() < ENOUGH ? Optional.empty() : best(axes, Groups.of(split), history, random);
            Strategy start = history.size() % 2 == 1 ? anywhere : likely; // so that a wrong prior is detected
            return found.map(Proposal::of).or(() -> start.propose(space, history, random));
        }
    }

    private Optional<Configuration> best(Axes axes, Groups groups, History history, RandomGenerator random) {
        PriorDensity density = prior.over(axes.space());
        double weight = density.weight(history);
        double scott = 1.0 / (axes.count() + 4);
        double narrow = Math.pow(groups.good().size() + 1, -Math.max(scott, CLOSING_IN));
        double wide = BAD_SCALE * Math.pow(groups.bad().size() + 1, -scott);
        Mixture l = new Mixture(axes, rows(groups.good()), groups.goodWeights(), narrow);
        Mixture g = new Mixture(axes, rows(groups.bad()), groups.badWeights(), wide);
        Configuration best = null;
        double most = Double.NEGATIVE_INFINITY;
        int candidates = 0;
        for (int draw = 0; draw < DRAWS && candidates < CANDIDATES; draw++) {
            boolean fromPrior = density.isInformative() && random.nextDouble() * (1 + weight) < weight;
            double[] row = fromPrior ? axes.row(density.sample(random)) : l.draw(random);
            Configuration drawn = axes.configuration(row);
            if (!seen.contains(drawn) && axes.space().isFeasible(drawn)) {
                candidates++;
                double score = l.logDensity(row) - g.logDensity(row) + weight * density.log(drawn.encode());
                if (score > most || best == null) {
                    best = drawn;
                    most = score;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private List<double[]> rows(List<Integer> indices) {
        return indices.stream().map(seen::row).toList();
    }
}
