package dev.retune.store.jdbc;

import dev.retune.store.Lease;
import dev.retune.store.LeaseLostException;
import dev.retune.store.StoreException;

import java.sql.SQLException;

/**
 * A study's row with its counters. A write begins by increasing the revision, which serializes writers, so that a
 * process that has read up to a revision has missed nothing before it.
 */
record StudyRow(Session session, long id, String name) {

    /** The revision, inside a statement on the table trial. */
    static final String REVISION = "(SELECT revision FROM study WHERE id = trial.study)";

    /**
     * The next token, inside a statement on the table study. It depends on the clock, so that it is unique even if a
     * crash of the store undoes the last commits.
     */
    static final String NEXT_TOKEN = "CASE WHEN token < {now} THEN {now} ELSE token + 1 END";

    /** Selects a trial if the lease still holds; has the {@linkplain #owned arguments} study, number and token. */
    static final String OWNED = " WHERE study = ? AND number = ? AND token = ? AND worker IS NOT NULL";

    Sql raise() {
        return Sql.of("UPDATE study SET revision = revision + 1 WHERE id = ?", id);
    }

    /** A statement that ends in {@link #OWNED} and possibly more conditions. */
    Sql owned(String text, Lease lease) {
        return Sql.of(text, id, lease.trial(), lease.token());
    }

    boolean isOwned(Lease lease) throws SQLException {
        return session.first(owned("SELECT number FROM trial" + OWNED, lease), row -> true)
                .isPresent();
    }

    /**
     * Checks that a write with a lease changed something.
     *
     * @throws LeaseLostException if it did not
     */
    void requireDone(int changed, Lease lease) {
        if (changed > 0) {
            return;
        }
        if (session.query(() -> isOwned(lease))) {
            throw new IllegalArgumentException("Trial %s has no configuration yet: fill it".formatted(lease.trial()));
        }
        requireThere();
        throw new LeaseLostException(lease);
    }

    void requireThere() {
        if (session.query(() -> session.first(Sql.of("SELECT id FROM study WHERE id = ?", id), row -> true))
                .isEmpty()) {
            throw deleted();
        }
    }

    StoreException deleted() {
        return new StoreException("Study '%s' was deleted from its store".formatted(name), null);
    }

    IllegalArgumentException unknown(int trial) {
        return new IllegalArgumentException("Study '%s' has no trial %s".formatted(name, trial));
    }
}
