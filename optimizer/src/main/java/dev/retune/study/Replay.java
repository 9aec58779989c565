package dev.retune.study;

import dev.retune.store.Event;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyDefinition;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.Strategy;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Verifies that a study's proposals follow from its seed and its history: each is computed again from the history at
 * that time, including the trials that were running. Starting times and notes are not reproduced; strategies do not use
 * them.
 *
 * @param proposals the number of repeated proposals
 * @param given the number of trials that were not proposed but enqueued or imported
 * @param differences the proposals that differ, by ascending number
 */
public record Replay(int proposals, int given, List<Difference> differences) {

    public Replay {
        differences = List.copyOf(differences);
    }

    /**
     * A proposal that differs.
     *
     * @param number the trial's
     * @param then the stored proposal
     * @param now the repeated one; empty if the strategy has nothing to propose
     */
    public record Difference(int number, Proposal then, Optional<Proposal> now) {}

    /** The number of equal proposals. */
    public int same() {
        return proposals - differences.size();
    }

    /**
     * Replays a stored study with its strategy. Reads the whole study into memory.
     *
     * @throws IllegalArgumentException if the study has several targets, and the strategy supports only one
     */
    public static Replay of(StoredStudy stored, Strategy strategy) {
        return new Stage(stored, strategy).replay();
    }

    /** The events, and the state of the study after some of them. */
    private static final class Stage {

        private final List<Event> events;
        private final StudyState state;
        private final @Nullable DeterministicRounds rounds;
        private final Proposer proposer;
        private final double whole; // the resource of a proposal that names none
        private int played;

        Stage(StoredStudy stored, Strategy strategy) {
            StudyDefinition definition = stored.definition();
            SeveralTargets.check(definition.goals(), strategy);
            this.events = stored.events();
            this.state = StudyState.of(definition);
            this.rounds = DeterministicRounds.of(definition).orElse(null);
            this.proposer = new Proposer(definition, strategy);
            this.whole = definition.resource().max();
        }

        Replay replay() {
            List<Event.Filled> filled = new ArrayList<>();
            for (Event event : events) {
                if (event instanceof Event.Filled f) {
                    filled.add(f);
                }
            }
            List<Event.Filled> proposed = new ArrayList<>(
                    filled.stream().filter(f -> f.basis().isPresent()).toList());
            proposed.sort(
                    rounds == null
                            ? Comparator.comparingLong(f -> f.basis().orElseThrow())
                            : Comparator.comparingInt(Event.Filled::number));
            List<Difference> differences = new ArrayList<>();
            for (Event.Filled then : proposed) {
                Optional<Proposal> now =
                        context(then).flatMap(proposer::propose).map(this::complete);
                if (!now.equals(Optional.of(then.proposal()))) {
                    differences.add(new Difference(then.number(), then.proposal(), now));
                }
            }
            differences.sort(Comparator.comparingInt(Difference::number));
            return new Replay(proposed.size(), filled.size() - proposed.size(), differences);
        }

        private Optional<ProposalContext> context(Event.Filled then) {
            if (rounds == null) {
                long basis = then.basis().orElseThrow();
                play(basis);
                return Optional.of(new ProposalContext(then.number(), basis, List.of(state.history())));
            }
            play(Long.MAX_VALUE); // the rounds hide what the proposal could not depend on
            rounds.advance(state, then.number());
            return rounds.context(then.number(), state);
        }

        /** Up to and including a revision. */
        private void play(long revision) {
            while (played < events.size() && events.get(played).revision() <= revision) {
                Event event = events.get(played++);
                state.put(event.after(state.find(event.number())));
            }
        }

        private Proposal complete(Proposal proposal) {
            return new Proposal(
                    proposal.configuration(),
                    OptionalDouble.of(proposal.resource().orElse(whole)),
                    proposal.continues());
        }
    }
}
