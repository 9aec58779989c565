package dev.retune.study;

import java.util.function.Supplier;

/** How the objective's calls of a {@link Trial} reach its store: once each, or again while the store fails. */
@FunctionalInterface
public interface StoreAccess {

    /** @param call may be repeated after a {@link dev.retune.store.StoreException} */
    <T> T through(Trial trial, Supplier<T> call);
}
