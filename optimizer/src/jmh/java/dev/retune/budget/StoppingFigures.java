package dev.retune.budget;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Configuration;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import dev.retune.strategy.auto.AutoStrategy;
import dev.retune.study.Study;
import dev.retune.study.Trial;
import dev.retune.trial.Measurement;
import dev.retune.trial.TrialRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Where {@link Budget#nothingToGain()} would have ended studies of 100 trials, and what that cost: the figures of
 * {@code docs/decisions/budget.md}. Each trial is scored on five folds, whose difficulties are the same for all and
 * whose noise is its own.
 */
public final class StoppingFigures {

    private static final int TRIALS = 100;
    private static final int SEEDS = 10;
    private static final int FOLDS = 5;

    private record Problem(String name, SearchSpace space, ToDoubleFunction<Configuration> f, double least) {}

    private record Run(int stopped, double regret, double noise, double regretOfAll) {}

    private StoppingFigures() {}

    public static void main(String[] args) {
        System.out.println(
                "problem, noise of a fold: stopped (of seeds), trials median (min to max), regret there / after"
                        + " all, noise");
        for (double sigma : new double[] {0.1, 0.03, 0.01}) {
            for (Problem problem : List.of(hartmann(), bowl(), mixed(), branin(), ackley())) {
                List<Run> runs = IntStream.range(0, SEEDS)
                        .mapToObj(seed -> run(problem, sigma, seed))
                        .toList();
                List<Run> stopped =
                        runs.stream().filter(r -> r.stopped() < TRIALS).toList();
                int[] trials = runs.stream().mapToInt(Run::stopped).sorted().toArray();
                System.out.println(String.format(
                        Locale.ROOT,
                        "%-10s %.3f: %2d, %3d (%d to %d), %.4f / %.4f, %.4f, above noise %d, lost more than noise %d",
                        problem.name(),
                        sigma,
                        stopped.size(),
                        trials[SEEDS / 2],
                        trials[0],
                        trials[SEEDS - 1],
                        runs.stream().mapToDouble(Run::regret).average().orElseThrow(),
                        runs.stream().mapToDouble(Run::regretOfAll).average().orElseThrow(),
                        runs.stream().mapToDouble(Run::noise).average().orElseThrow(),
                        stopped.stream().filter(r -> r.regret() > r.noise()).count(),
                        stopped.stream()
                                .filter(r -> r.regret() - r.regretOfAll() > r.noise())
                                .count()));
            }
        }
    }

    private static Run run(Problem problem, double sigma, int seed) {
        Study study = Study.over(problem.space())
                .budget(Budget.trials(TRIALS))
                .strategy(AutoStrategy.create())
                .seed(seed)
                .build();
        Budget rule = Budget.nothingToGain();
        int stopped = TRIALS;
        double regret = Double.NaN;
        for (int i = 0; i < TRIALS; i++) {
            Trial trial = study.ask();
            study.tell(trial, score(problem, trial.configuration(), sigma, trial.seed()));
            if (stopped == TRIALS
                    && i + 1 < TRIALS
                    && rule.spent(study.progress()).isPresent()) {
                stopped = i + 1;
                regret = regret(problem, study);
            }
        }
        double last = regret(problem, study);
        return new Run(
                stopped, stopped == TRIALS ? last : regret, sigma * Math.sqrt(1.0 / FOLDS + 1.0 / (FOLDS - 1)), last);
    }

    private static double regret(Problem problem, Study study) {
        TrialRecord best = study.best().orElseThrow();
        return problem.f().applyAsDouble(best.configuration()) - problem.least();
    }

    private static Measurement score(Problem problem, Configuration configuration, double sigma, long seed) {
        double f = problem.f().applyAsDouble(configuration);
        RandomGenerator folds = Randomness.derive(7, 0, "folds");
        RandomGenerator own = Randomness.derive(seed, 0, "noise");
        List<Double> scores = new ArrayList<>();
        for (int i = 0; i < FOLDS; i++) {
            scores.add(f + sigma / 2 * folds.nextGaussian() + sigma * Math.sqrt(0.75) * own.nextGaussian());
        }
        return Measurement.ofFolds(scores);
    }

    private static Problem bowl() {
        SearchSpace space = SearchSpace.of(IntStream.range(0, 3)
                .mapToObj(i -> Parameter.real("x" + i, 0, 1))
                .toArray(Parameter<?>[]::new));
        return new Problem(
                "bowl",
                space,
                c -> c.toMap().values().stream()
                                .mapToDouble(x -> Math.pow((Double) x - 0.3, 2))
                                .sum()
                        / 1.47,
                0);
    }

    /** Divided by 300, about its range. */
    private static Problem branin() {
        RealParameter x = Parameter.real("x", -5, 10);
        RealParameter y = Parameter.real("y", 0, 15);
        return new Problem(
                "branin",
                SearchSpace.of(x, y),
                c -> (Math.pow(
                                        c.get(y)
                                                - 5.1 / (4 * Math.PI * Math.PI) * c.get(x) * c.get(x)
                                                + 5 / Math.PI * c.get(x)
                                                - 6,
                                        2)
                                + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(c.get(x))
                                + 10)
                        / 300,
                0.397887 / 300);
    }

    private static Problem mixed() {
        RealParameter rate = Parameter.real("rate", 1e-5, 1).log();
        IntParameter layers = Parameter.integer("layers", 1, 6);
        ChoiceParameter<String> kind = Parameter.choice("kind", "a", "b", "c");
        RealParameter momentum = Parameter.real("momentum", 0, 1);
        SearchSpace space = SearchSpace.builder()
                .add(rate)
                .add(layers)
                .add(kind)
                .add(momentum, kind.in("b", "c"))
                .build();
        return new Problem(
                "mixed",
                space,
                c -> {
                    double off = (Math.log10(c.get(rate)) + 2) / 3;
                    double loss = 0.4 * off * off + 0.02 * Math.pow(c.get(layers) - 3, 2);
                    return switch (c.get(kind)) {
                        case "a" -> loss + 0.1;
                        case "b" -> loss + 0.3 * Math.pow(c.get(momentum) - 0.9, 2);
                        default -> loss + 0.05 + 0.3 * Math.pow(c.get(momentum) - 0.5, 2);
                    };
                },
                0);
    }

    private static final double[][] A = {
        {10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}
    };
    private static final double[][] P = {
        {.1312, .1696, .5569, .0124, .8283, .5886},
        {.2329, .4135, .8307, .3736, .1004, .9991},
        {.2348, .1451, .3522, .2883, .3047, .6650},
        {.4047, .8828, .8732, .5743, .1091, .0381}
    };
    private static final double[] ALPHA = {1, 1.2, 3, 3.2};

    /** Hartmann-6 divided by its depth: it is still improved after 100 trials. */
    private static Problem hartmann() {
        SearchSpace space = SearchSpace.of(IntStream.range(0, 6)
                .mapToObj(i -> Parameter.real("x" + i, 0, 1))
                .toArray(Parameter<?>[]::new));
        return new Problem(
                "hartmann-6",
                space,
                c -> {
                    double[] x = c.encode();
                    double sum = 0;
                    for (int i = 0; i < 4; i++) {
                        double inner = 0;
                        for (int j = 0; j < 6; j++) {
                            inner += A[i][j] * (x[j] - P[i][j]) * (x[j] - P[i][j]);
                        }
                        sum += ALPHA[i] * Math.exp(-inner);
                    }
                    return -sum / 3.32237;
                },
                -1);
    }

    /** Ackley-8 divided by its height: rugged, and far from done after 100 trials. */
    private static Problem ackley() {
        SearchSpace space = SearchSpace.of(IntStream.range(0, 8)
                .mapToObj(i -> Parameter.real("x" + i, -20, 32))
                .toArray(Parameter<?>[]::new));
        return new Problem(
                "ackley-8",
                space,
                c -> {
                    double squares = 0;
                    double waves = 0;
                    for (Object value : c.toMap().values()) {
                        double x = (Double) value;
                        squares += x * x / 8;
                        waves += Math.cos(2 * Math.PI * x) / 8;
                    }
                    return (-20 * Math.exp(-0.2 * Math.sqrt(squares)) - Math.exp(waves) + 20 + Math.E) / 22;
                },
                0);
    }
}
