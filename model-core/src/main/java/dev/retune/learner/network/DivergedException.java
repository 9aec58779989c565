package dev.retune.learner.network;

/**
 * The training loss became NaN, infinite or a thousand times larger than at first. The message says where, and suggests
 * a remedy.
 */
final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DivergedException(String reason) {
        super(reason);
    }
}
