package dev.retune.store;

/**
 * A write was refused because the trial is no longer the writer's, most likely because its lease ran out and somebody
 * else took it.
 */
public final class LeaseLostException extends StudyException {

    private static final long serialVersionUID = 1L;

    public LeaseLostException(Lease lease) {
        super(
                ("Trial %s is no longer held by %s, so this write is refused: it was handed out again, given back or"
                                + " ended")
                        .formatted(lease.trial(), lease.worker()),
                null);
    }
}
