package dev.retune.study;

import dev.retune.budget.Budget;
import dev.retune.budget.Progress;
import dev.retune.store.Lease;
import dev.retune.store.LeaseLostException;
import dev.retune.store.StoredStudy;
import dev.retune.store.StoredStudy.Claim;
import dev.retune.strategy.Proposal;
import dev.retune.trial.TrialRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;

/**
 * Assigns the next trial: first waiting trials, then proposals of the strategy, until the budget is spent. One thread
 * at a time.
 */
final class TrialAllocator {

    private static final Logger LOG = LoggerFactory.getLogger(TrialAllocator.class);

    private final StoredStudy stored;
    private final CachedStudy cached;
    private final Proposer proposer;
    private final Budget budget;
    private final int retries;
    private final Duration lease;

    TrialAllocator(
            StoredStudy stored, CachedStudy cached, Proposer proposer, Budget budget, int retries, Duration lease) {
        this.stored = stored;
        this.cached = cached;
        this.proposer = proposer;
        this.budget = budget;
        this.retries = retries;
        this.lease = lease;
    }

    /** A trial that belongs to this process from now on. */
    record HeldTrial(HeldLease held, TrialRecord trial) {}

    /** The next trial; empty if there is none, or none until a running trial ends. */
    synchronized Optional<HeldTrial> next() {
        Optional<HeldTrial> next = take();
        return next.isEmpty() && expireLost() ? take() : next; // trials of a process that has died since
    }

    private Optional<HeldTrial> take() {
        Progress progress = cached.decisiveProgress();
        if (budget.spent(progress).isPresent()) {
            return Optional.empty();
        }
        return progress.waiting() == 0 ? proposed() : claimed().or(this::proposed);
    }

    private Optional<HeldTrial> claimed() {
        if (!cached.mayClaim()) {
            return Optional.empty();
        }
        Optional<Claim> claim = stored.claim(Worker.NAME, lease, retries);
        cached.refresh();
        if (claim.isPresent() && !cached.mayRun(claim.get().trial().number())) {
            stored.release(claim.get().lease());
            return Optional.empty();
        }
        return claim.map(c -> new HeldTrial(HeldLease.begin(stored, c.lease(), lease), c.trial()));
    }

    private Optional<HeldTrial> proposed() {
        if (isStuck() || !cached.mayPropose()) {
            return Optional.empty();
        }
        Optional<Lease> reserved = stored.reserve(Worker.NAME, lease, limit());
        if (reserved.isEmpty()) {
            return Optional.empty();
        }
        HeldLease held = HeldLease.begin(stored, reserved.get(), lease); // proposing may take long
        try {
            return proposed(held);
        } catch (LeaseLostException e) { // the lease ran out, or a crash of the store undid the reservation
            LOG.debug(
                    "Number {} was lost while its trial was proposed; taking another",
                    held.lease().trial());
            held.drop();
            cached.refresh();
            return proposed();
        } catch (RuntimeException | Error e) {
            held.releaseAfter(e);
            throw e;
        }
    }

    private Optional<HeldTrial> proposed(HeldLease held) {
        while (true) {
            Optional<ProposalContext> context = cached.context(held.lease().trial());
            Optional<Proposal> proposal = context.flatMap(proposer::propose);
            if (proposal.isEmpty()) {
                held.release();
                return Optional.empty();
            }
            Optional<TrialRecord> trial = fill(held, proposal.get(), context.orElseThrow());
            if (trial.isPresent()) {
                cached.put(trial.get());
                return Optional.of(new HeldTrial(held, trial.get()));
            }
            cached.refresh(); // another process has proposed the same meanwhile
        }
    }

    /** In a deterministic study the proposal must not depend on what others have proposed meanwhile. */
    private Optional<TrialRecord> fill(HeldLease held, Proposal proposal, ProposalContext context) {
        return cached.isDeterministic()
                ? Optional.of(stored.fill(held.lease(), proposal, context.revision()))
                : stored.fillUnlessTaken(held.lease(), proposal, context.revision());
    }

    /** Ends the leases of this machine's processes that have ended. @return whether there were any */
    synchronized boolean expireLost() {
        boolean any = false;
        for (Lease held : stored.leases()) {
            if (!held.worker().equals(Worker.NAME) && Worker.isGone(held.worker())) {
                try {
                    stored.expire(held);
                    any = true;
                } catch (LeaseLostException e) {
                    LOG.debug("Trial {} was taken by another worker meanwhile", held.trial());
                }
            }
        }
        return any;
    }

    /** Whether there is more to do. */
    synchronized boolean isOpen() {
        Progress progress = cached.decisiveProgress();
        if (budget.spent(progress).isEmpty() && progress.waiting() == 0 && progress.running() == 0) {
            cached.context(cached.nextNumber()).ifPresent(proposer::propose);
        }
        return closedBecause(progress).isEmpty();
    }

    /** Why there is nothing more to do; empty while there is. */
    Optional<String> closedBecause() {
        return closedBecause(cached.decisiveProgress());
    }

    /** Whether it is closed, and no trial is running. */
    boolean isOver() {
        Progress progress = cached.decisiveProgress();
        return progress.running() == 0 && closedBecause(progress).isPresent();
    }

    private Optional<String> closedBecause(Progress progress) {
        boolean exhausted = progress.waiting() + progress.running() == 0 && isStuck();
        return budget.spent(progress)
                .or(() -> exhausted ? Optional.of("the strategy has nothing left to propose") : Optional.empty());
    }

    /** Whether the strategy has nothing to propose for the current history. */
    private boolean isStuck() {
        return proposer.stuckAt()
                .flatMap(stuck -> cached.context(stuck.number()).filter(stuck::isSame))
                .isPresent();
    }

    /** The largest number of trials. */
    int limit() {
        return budget.trials().orElse(Integer.MAX_VALUE);
    }
}
