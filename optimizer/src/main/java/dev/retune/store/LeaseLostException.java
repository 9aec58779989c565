package dev.retune.store;

/**
 * A write was rejected because the trial no longer belongs to the writer, most likely because its lease ran out and
 * another worker got it.
 */
public final class LeaseLostException extends StudyException {

    private static final long serialVersionUID = 1L;

    public LeaseLostException(Lease lease) {
        super(
                ("Trial %s is no longer held by %s, so this write is refused: it was assigned again, released or"
                                + " ended")
                        .formatted(lease.trial(), lease.worker()),
                null);
    }
}
