package dev.retune.study;

import dev.retune.budget.Budget;
import dev.retune.internal.text.Check;
import dev.retune.pruning.Pruner;
import dev.retune.space.SearchSpace;
import dev.retune.store.InMemoryStore;
import dev.retune.store.ReservedNotes;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyDefinition;
import dev.retune.store.StudyStore;
import dev.retune.strategy.Strategy;
import dev.retune.strategy.auto.AutoStrategy;
import dev.retune.strategy.gp.GaussianProcessSearch;
import dev.retune.trial.Direction;
import dev.retune.trial.Goals;
import dev.retune.trial.Limit;
import dev.retune.trial.Resource;
import dev.retune.trial.Target;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a study is made of; everything but the space and the budget has a default. */
public final class StudyBuilder {

    private final SearchSpace space;
    private Goals goals = Goals.of(Target.unnamed(Direction.MINIMIZE));
    private @Nullable Budget budget;
    private long seed;
    private Strategy strategy = AutoStrategy.create();
    private Pruner pruner = Pruner.none();
    private Resource resource = Resource.WHOLE;
    private StudyStore store = new InMemoryStore();
    private String name = "study";
    private final Map<String, Object> notes = new LinkedHashMap<>();
    private int round; // 0 if not deterministic
    private int retries = 2;
    private Duration lease = Duration.ofMinutes(1);

    StudyBuilder(SearchSpace space) {
        this.space = space;
    }

    /** Whether small values are good, which is the default, or large ones; of one target, which needs no name. */
    public StudyBuilder goal(Direction direction) {
        return goal(Target.unnamed(direction));
    }

    /** The only target; limits stay. */
    public StudyBuilder goal(Target target) {
        return goals(new Goals(List.of(target), goals.limits()));
    }

    /** Targets and limits. */
    public StudyBuilder goals(Goals goals) {
        this.goals = goals;
        return this;
    }

    /** One more limit. */
    public StudyBuilder limit(Limit limit) {
        return goals(goals.limit(limit));
    }

    public StudyBuilder budget(Budget budget) {
        this.budget = budget;
        return this;
    }

    /** Of all randomness; 0 if not given. A stored study keeps the seed that it was created with. */
    public StudyBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** How the next point is chosen; random search if not given. */
    public StudyBuilder strategy(Strategy strategy) {
        this.strategy = strategy;
        return this;
    }

    /** Which trials are stopped early; none if not given. */
    public StudyBuilder pruner(Pruner pruner) {
        this.pruner = pruner;
        return this;
    }

    /** What trials are given more or less of; all get the whole if not given. */
    public StudyBuilder resource(Resource resource) {
        this.resource = resource;
        return this;
    }

    /**
     * Where the study lives, and its name there: if there is one of that name, it is resumed. In memory if not given.
     */
    public StudyBuilder store(StudyStore store, String name) {
        this.store = store;
        this.name = name;
        return this;
    }

    /**
     * Keeps something with the study when it is created: text, a number, a boolean, or a list or map of these.
     *
     * @throws IllegalArgumentException if the key is {@linkplain ReservedNotes reserved}, or the value is something
     *     else
     */
    public StudyBuilder note(String key, Object value) {
        if (ReservedNotes.isReserved(key) || key.equals(DeterministicRounds.NOTE_OF_01)) {
            throw new IllegalArgumentException(
                    "The key '%s' of a note is reserved for Retune, as all that begin with '%s': take another one"
                            .formatted(key, ReservedNotes.PREFIX));
        }
        notes.put(key, Notes.checked(key, value));
        return this;
    }

    /**
     * The same with a reserved key, for programs that run the studies of others.
     *
     * @param key begins with {@link ReservedNotes#PREFIX}
     */
    public StudyBuilder reservedNote(String key, Object value) {
        Check.that(ReservedNotes.isReserved(key), "The key '%s' of a note is not reserved: call note", key);
        notes.put(key, Notes.checked(key, value));
        return this;
    }

    /** How often a trial is handed out again when its worker is lost; 2 if not given. */
    public StudyBuilder retries(int retries) {
        Check.that(retries >= 0, "A trial cannot be handed out again %s times: it needs 0 or more", retries);
        this.retries = retries;
        return this;
    }

    /** {@linkplain #deterministic(int) Deterministic} in rounds of 4. */
    public StudyBuilder deterministic() {
        return deterministic(4);
    }

    /**
     * Proposals are made in rounds, so that any number of workers, also ones that die, gives the same trials as long as
     * the objective does: a proposal sees the trials of earlier rounds, and those before it in its own as if they were
     * running. Pruners see the earlier rounds only, and a target or the want of improvement ends the study between
     * rounds. A round begins when the one before has ended, so more workers than {@code round} have nothing to do.
     * Trials are to be enqueued before the first is asked for. Kept with the study when it is created: whoever joins it
     * works in the same rounds.
     *
     * @param round how many trials
     */
    public StudyBuilder deterministic(int round) {
        Check.that(round >= 1, "A round of %s trials: it needs at least 1", round);
        this.round = round;
        return this;
    }

    /** How long a worker that is not heard of keeps its trials; a minute if not given, 4 seconds or more. */
    public StudyBuilder lease(Duration lease) {
        Check.that(
                lease.compareTo(LeaseRenewer.SHORTEST_LEASE) >= 0,
                "A lease of %s: it must be at least " + LeaseRenewer.SHORTEST_LEASE.toSeconds() + " seconds",
                lease);
        this.lease = lease;
        return this;
    }

    /**
     * Creates the study, or resumes it.
     *
     * @throws IllegalStateException if there is no budget
     * @throws IllegalArgumentException if the store has a study of this name with another space, other goals, another
     *     resource or round; or if there are several targets, and strategy, pruner or budget look for a single best
     *     trial
     */
    public Study build() {
        if (budget == null) {
            throw new IllegalStateException("The study has no budget: add .budget(Budget.trials(60)), for example");
        }
        SeveralTargets.check(goals, strategy, pruner, budget);
        if (round > 0) {
            notes.put(DeterministicRounds.NOTE, round);
        }
        StoredStudy stored = store.open(new StudyDefinition(name, space, goals, resource, seed, notes));
        int there = DeterministicRounds.size(stored.definition());
        if (round > 0 && round != there) {
            throw new IllegalArgumentException(
                    ("Study '%s' is in the store already, and differs: its rounds are of %s trials, not of %s."
                                    + " Take another name, or delete it first")
                            .formatted(name, there == 0 ? "no" : there, round));
        }
        return new Study(
                stored, budget.withSurrogate(GaussianProcessSearch.create()), strategy, pruner, retries, lease);
    }
}
