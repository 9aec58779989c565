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

/** The parts of a study; all except the space and the budget have defaults. */
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

    /** Whether smaller values are better, which is the default, or larger ones; for a single target without a name. */
    public StudyBuilder goal(Direction direction) {
        return goal(Target.unnamed(direction));
    }

    /** The only target; limits are kept. */
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

    /** The seed of all randomness; the default is 0. A stored study keeps the seed that it was created with. */
    public StudyBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** The strategy; the default is {@link AutoStrategy}. */
    public StudyBuilder strategy(Strategy strategy) {
        this.strategy = strategy;
        return this;
    }

    /** The pruner; the default stops no trial. */
    public StudyBuilder pruner(Pruner pruner) {
        this.pruner = pruner;
        return this;
    }

    /** The study's fidelity; by default every trial gets the whole resource. */
    public StudyBuilder resource(Resource resource) {
        this.resource = resource;
        return this;
    }

    /**
     * The store of the study, and its name there; a study of that name is resumed. The default is a store in memory.
     */
    public StudyBuilder store(StudyStore store, String name) {
        this.store = store;
        this.name = name;
        return this;
    }

    /**
     * Stores a note with the study when it is created: text, a number, a boolean, or a list or map of these.
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
     * The same with a reserved key, for programs that run studies.
     *
     * @param key begins with {@link ReservedNotes#PREFIX}
     */
    public StudyBuilder reservedNote(String key, Object value) {
        Check.that(ReservedNotes.isReserved(key), "The key '%s' of a note is not reserved: call note", key);
        notes.put(key, Notes.checked(key, value));
        return this;
    }

    /** How often a trial is assigned again after its worker was lost; the default is 2. */
    public StudyBuilder retries(int retries) {
        Check.that(retries >= 0, "A trial cannot be assigned again %s times: it needs 0 or more", retries);
        this.retries = retries;
        return this;
    }

    /** {@linkplain #deterministic(int) Deterministic} in rounds of 4. */
    public StudyBuilder deterministic() {
        return deterministic(4);
    }

    /**
     * Proposals are made in rounds, so that any number of workers, including workers that die, gives the same trials if
     * the objective is deterministic: a proposal depends on the trials of earlier rounds, and on earlier trials of its
     * own round as if they were running. Pruners use earlier rounds only, and a target or lack of improvement ends the
     * study between rounds. A round begins when the previous one has ended, so more workers than {@code round} are
     * idle. Trials must be enqueued before the first one is asked for. Stored with the study when it is created, for
     * all workers that join it.
     *
     * @param round the number of trials in a round
     */
    public StudyBuilder deterministic(int round) {
        Check.that(round >= 1, "A round of %s trials: it needs at least 1", round);
        this.round = round;
        return this;
    }

    /** How long a worker keeps its trials without a heartbeat; the default is a minute, the minimum 4 seconds. */
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
     *     resource or round; or if there are several targets, and strategy, pruner or budget depend on a single best
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
