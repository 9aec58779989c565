package dev.retune.learner.network;

/** A training whose loss became NaN, infinite or a thousand times what it was; the message says where, and what to do. */
final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DivergedException(String reason) {
        super(reason);
    }
}
