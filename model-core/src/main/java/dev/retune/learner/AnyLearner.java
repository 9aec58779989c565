package dev.retune.learner;

import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.data.Task;
import dev.retune.space.ChoiceParameter;
import dev.retune.space.Condition;
import dev.retune.space.IntParameter;
import dev.retune.space.Parameter;
import dev.retune.space.RealParameter;
import dev.retune.space.SearchSpace;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A choice among several learners: {@link Learners#any}. The parameter {@code learner} chooses one; the hyperparameters
 * of each are prefixed with its name, such as {@code svm.cost}, and are active only where it is chosen.
 *
 * <p>A step is a twentieth of the chosen learner's training, whether that counts epochs or trees, so that pruners
 * compare equal shares of work; {@code effort} is the number of twentieths to train. A learner with a single step is
 * done after the first.
 */
public final class AnyLearner implements Learner {

    private static final String NAME = "any";

    private static final ChoiceParameter<String> CLASSIFICATION = Parameter.choice(
            "learner", "randomForest", "gradientBoosting", "svm", "network", "logisticRegression", "knn");
    private static final ChoiceParameter<String> REGRESSION =
            Parameter.choice("learner", "randomForest", "gradientBoosting", "svm", "network", "elasticNet", "knn");

    private static final IntParameter EFFORT = Parameter.integer("effort", 1, AnyTraining.PARTS);

    private final @Nullable ChoiceParameter<String> wanted;

    /** For the service loader: learners of different kinds with moderate training times. */
    public AnyLearner() {
        this.wanted = null;
    }

    /** @throws IllegalArgumentException if there is no learner, or one is unknown, named twice or {@code any} itself */
    AnyLearner(List<String> names) {
        this.wanted = Parameter.choice("learner", names);
        for (String name : names) {
            if (name.equals(NAME)) {
                throw new IllegalArgumentException(
                        "learner 'any' cannot be one of several: name the learners that it is to choose from");
            }
            Learners.named(name);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The tasks of any of its learners. */
    @Override
    public List<Task> tasks() {
        return wanted == null
                ? List.of(Task.values())
                : Arrays.stream(Task.values())
                        .filter(task -> wanted.choices().stream()
                                .anyMatch(name -> Learners.named(name).tasks().contains(task)))
                        .toList();
    }

    @Override
    public SearchSpace space() {
        return space(tasks().get(0), Learner::space);
    }

    @Override
    public SearchSpace space(Schema schema) {
        Learner.check(this, schema);
        return space(schema.task(), learner -> learner.space(schema));
    }

    @Override
    public List<String> unweighted(Schema schema) {
        return choice(schema.task()).choices().stream()
                .flatMap(name -> Learners.named(name).unweighted(schema).stream())
                .toList();
    }

    private SearchSpace space(Task task, Function<Learner, SearchSpace> spaceOf) {
        ChoiceParameter<String> choice = choice(task);
        SearchSpace.Builder all = SearchSpace.builder().add(choice);
        for (String name : choice.choices()) {
            add(spaceOf.apply(Learners.named(name)), choice.is(name), name, all);
        }
        return all.build();
    }

    /** The requested learners that learn this task. */
    private ChoiceParameter<String> choice(Task task) {
        if (wanted == null) {
            return task == Task.CLASSIFICATION ? CLASSIFICATION : REGRESSION;
        }
        return Parameter.choice(
                "learner",
                wanted.choices().stream()
                        .filter(name -> Learners.named(name).tasks().contains(task))
                        .toList());
    }

    private static void add(SearchSpace space, Condition chosen, String learner, SearchSpace.Builder all) {
        if (!space.constraints().isEmpty()) {
            throw new IllegalArgumentException("learner '" + learner + "' has constraints in its space: "
                    + space.constraints() + "; it cannot be one of several");
        }
        for (int i = 0; i < space.parameters().size(); i++) {
            Stream<Condition> own = space.conditions(i).stream()
                    .map(condition -> new Condition(prefixed(condition.parent(), learner), condition.values()));
            all.add(
                    prefixed(space.parameters().get(i), learner),
                    Stream.concat(Stream.of(chosen), own).toArray(Condition[]::new));
        }
    }

    private static Parameter<?> prefixed(Parameter<?> parameter, String learner) {
        String name = learner + "." + parameter.name();
        if (parameter instanceof RealParameter real) {
            return new RealParameter(name, real.low(), real.high(), real.scale(), real.step());
        }
        if (parameter instanceof IntParameter whole) {
            return new IntParameter(name, whole.low(), whole.high(), whole.scale(), whole.step());
        }
        ChoiceParameter<?> choice = (ChoiceParameter<?>) parameter;
        return new ChoiceParameter<>(name, choice.choices(), choice.isOrdered());
    }

    @Override
    public Hyperparameters hyperparameters() {
        ChoiceParameter<String> choice = choice();
        Hyperparameters.Builder all = Hyperparameters.of(NAME)
                .add(
                        choice,
                        (wanted == null ? CLASSIFICATION : wanted).choices().get(0))
                .add(EFFORT, AnyTraining.PARTS);
        for (String name : choice.choices()) {
            Learner learner = Learners.named(name);
            for (Parameter<?> parameter : learner.hyperparameters().parameters()) {
                addPrefixed(parameter, name, learner.defaults(), all);
            }
        }
        return all.build();
    }

    /** All that can be chosen. */
    private ChoiceParameter<String> choice() {
        return wanted != null
                ? wanted
                : Parameter.choice(
                        "learner",
                        Learners.names().stream()
                                .filter(name -> !name.equals(NAME))
                                .toList());
    }

    @SuppressWarnings("unchecked") // a default is a value of its parameter
    private static <T> void addPrefixed(
            Parameter<T> parameter, String learner, Map<String, Object> defaults, Hyperparameters.Builder all) {
        all.add((Parameter<T>) prefixed(parameter, learner), (T)
                Objects.requireNonNull(defaults.get(parameter.name())));
    }

    @Override
    public Optional<String> steps() {
        return Optional.of(EFFORT.name());
    }

    @Override
    public Training start(Map<String, ?> values, Dataset training, long seed) {
        Chosen chosen = choose(values, training);
        return new AnyTraining(
                chosen.learner().name(),
                chosen.learner().start(chosen.values(), training, seed),
                chosen.steps(),
                chosen.effort(),
                0);
    }

    @Override
    public Training resume(byte[] checkpoint, Map<String, ?> values, Dataset training, long seed) {
        Chosen chosen = choose(values, training);
        return SealedBytes.open(AnyTraining.KIND, checkpoint, in -> {
            String found = in.readUTF();
            if (!found.equals(chosen.learner().name())) {
                throw new IllegalArgumentException("the checkpoint belongs to learner '" + found + "', not '"
                        + chosen.learner().name() + "'");
            }
            int step = in.readInt();
            byte[] inner = BinaryArrays.readBytes(in);
            return new AnyTraining(
                    found,
                    chosen.learner().resume(inner, chosen.values(), training, seed),
                    chosen.steps(),
                    chosen.effort(),
                    step);
        });
    }

    /**
     * The learner that values choose.
     *
     * @param values of the learner's hyperparameters, by its own names
     * @param steps of its whole training
     */
    private record Chosen(Learner learner, Map<String, Object> values, int steps, int effort) {}

    private Chosen choose(Map<String, ?> values, Dataset training) {
        Hyperparameters.Assignment all = hyperparameters().complete(values);
        Learner.check(this, training.schema());
        String name = all.get(choice());
        Learner learner = Learners.named(name);
        Map<String, Object> own = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(name + ".")) {
                own.put(key.substring(name.length() + 1), value);
            }
        });
        int steps = learner.hyperparameters().complete(own).steps(learner);
        return new Chosen(learner, own, steps, all.get(EFFORT));
    }

    @Override
    public Model read(byte[] model) {
        return SealedBytes.open(AnyModel.KIND, model, in -> {
            Learner learner = Learners.named(in.readUTF());
            return new AnyModel(learner.name(), learner.read(BinaryArrays.readBytes(in)));
        });
    }
}
