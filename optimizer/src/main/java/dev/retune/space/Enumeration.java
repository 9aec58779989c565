package dev.retune.space;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Enumerates all configurations of a finite space, ignoring constraints; the last parameter varies fastest. */
final class Enumeration implements Iterator<Configuration> {

    private final SearchSpace space;
    private final List<Parameter<?>> parameters;
    private final int[] indices;
    private final @Nullable Object[] values;
    private boolean hasNext = true;

    Enumeration(SearchSpace space) {
        this.space = space;
        this.parameters = space.parameters();
        this.indices = new int[parameters.size()];
        this.values = new @Nullable Object[parameters.size()];
        reset(0);
    }

    @Override
    public boolean hasNext() {
        return hasNext;
    }

    @Override
    public Configuration next() {
        if (!hasNext) {
            throw new NoSuchElementException();
        }
        Configuration configuration = new Configuration(space, values.clone());
        advance();
        return configuration;
    }

    private void advance() {
        for (int i = values.length - 1; i >= 0; i--) {
            if (values[i] != null && indices[i] + 1 < parameters.get(i).size()) {
                set(i, indices[i] + 1);
                reset(i + 1);
                return;
            }
        }
        hasNext = false;
    }

    /** Sets the parameters from {@code start} on to their first values. */
    private void reset(int start) {
        for (int i = start; i < values.length; i++) {
            values[i] = null;
            if (space.isActive(i, values)) {
                set(i, 0);
            }
        }
    }

    private void set(int i, int index) {
        indices[i] = index;
        values[i] = parameters.get(i).valueAt(index);
    }
}
