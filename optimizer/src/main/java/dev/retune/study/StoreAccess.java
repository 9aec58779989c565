package dev.retune.study;

import java.util.function.Supplier;

/** How a {@link Trial}'s calls reach its store: once each, or repeated while the store fails. */
@FunctionalInterface
public interface StoreAccess {

    /** @param call may be repeated after a {@link dev.retune.store.StoreException} */
    <T> T through(Trial trial, Supplier<T> call);
}
