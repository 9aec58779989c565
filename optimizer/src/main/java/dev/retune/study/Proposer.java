package dev.retune.study;

import dev.retune.internal.numerics.Randomness;
import dev.retune.space.Configuration;
import dev.retune.store.StudyDefinition;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.Strategy;
import dev.retune.trial.History;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * Calls the strategy, with the random generator of the trial's number. Caches the last answer, so that looking ahead is
 * free.
 */
final class Proposer {

    private record Answer(ProposalContext context, Optional<Proposal> proposal) {}

    private final StudyDefinition definition;
    private final Strategy strategy;
    private volatile @Nullable Answer last;

    Proposer(StudyDefinition definition, Strategy strategy) {
        this.definition = definition;
        this.strategy = strategy;
    }

    Optional<Proposal> propose(ProposalContext context) {
        Answer before = last;
        if (before != null && before.context().isSame(context)) {
            return before.proposal();
        }
        Optional<Proposal> proposal = Optional.empty();
        for (History history : context.histories()) {
            if (proposal.isEmpty()) {
                proposal = strategy.propose(
                        definition.space(),
                        history,
                        Randomness.derive(definition.seed(), context.number(), "proposal"));
            }
        }
        proposal.ifPresent(p -> requireInside(p.configuration()));
        last = new Answer(context, proposal);
        return proposal;
    }

    /** The context for which the strategy last had nothing to propose, if that is so. */
    Optional<ProposalContext> stuckAt() {
        Answer before = last;
        return before == null || before.proposal().isPresent() ? Optional.empty() : Optional.of(before.context());
    }

    private void requireInside(Configuration configuration) {
        if (!configuration.space().equals(definition.space())) {
            throw new IllegalArgumentException("%s gave a configuration of another space: %s"
                    .formatted(strategy.getClass().getSimpleName(), configuration));
        }
    }
}
