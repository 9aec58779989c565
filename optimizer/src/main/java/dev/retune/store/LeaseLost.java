package dev.retune.store;

/** A write was refused because the trial is no longer the writer's: its lease ran out and somebody else took it. */
public final class LeaseLost extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public LeaseLost(Lease lease) {
        super(
                "Trial %s is no longer held by %s: its lease ran out and the trial was handed out again, so this write is refused"
                        .formatted(lease.trial(), lease.worker()));
    }
}
