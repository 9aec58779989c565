package dev.retune.trial;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * Trials in the order of their numbers. Immutable; a list with one trial added or changed shares most of its memory
 * with this one, so that each proposal in a study of 100,000 trials can have its own list.
 */
public final class TrialList extends AbstractList<TrialRecord> implements RandomAccess {

    private static final int CHUNK = 256;
    private static final TrialList EMPTY = new TrialList(new TrialRecord[0][], 0);

    private final TrialRecord[][] chunks; // all but the last are full
    private final int size;

    private TrialList(TrialRecord[][] chunks, int size) {
        this.chunks = chunks;
        this.size = size;
    }

    public static TrialList empty() {
        return EMPTY;
    }

    /** The trials in the order of their numbers; of two with the same number, the later one. */
    public static TrialList of(Collection<TrialRecord> trials) {
        if (trials instanceof TrialList list) {
            return list;
        }
        List<TrialRecord> sorted = trials.stream()
                .sorted(Comparator.comparingInt(TrialRecord::number))
                .toList();
        TrialList list = EMPTY;
        for (TrialRecord trial : sorted) {
            list = list.with(trial);
        }
        return list;
    }

    /** The list with this trial, which replaces one with the same number. */
    public TrialList with(TrialRecord trial) {
        int position = position(trial.number());
        if (position < size && get(position).number() == trial.number()) {
            return withAt(position, trial, size);
        }
        TrialList grown = this;
        TrialRecord moved = trial;
        for (int i = position; i <= size; i++) { // one iteration, unless a trial is inserted before others
            TrialRecord next = i < size ? get(i) : moved;
            grown = grown.withAt(i, moved, Math.max(grown.size, i + 1));
            moved = next;
        }
        return grown;
    }

    private TrialList withAt(int index, TrialRecord trial, int newSize) {
        int chunk = index / CHUNK;
        int within = index % CHUNK;
        TrialRecord[][] copy = Arrays.copyOf(chunks, Math.max(chunks.length, chunk + 1));
        TrialRecord[] old = chunk < chunks.length ? chunks[chunk] : new TrialRecord[0];
        copy[chunk] = Arrays.copyOf(old, Math.max(old.length, within + 1));
        copy[chunk][within] = trial;
        return new TrialList(copy, newSize);
    }

    /** The trial with this number. */
    public Optional<TrialRecord> find(int number) {
        int position = position(number);
        return position < size && get(position).number() == number ? Optional.of(get(position)) : Optional.empty();
    }

    /** How many trials have a smaller number. */
    private int position(int number) {
        if (size == 0 || get(size - 1).number() < number) {
            return size;
        }
        int low = 0;
        int high = Math.min(size - 1, number); // numbers start from 0 and differ
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle).number() < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public TrialRecord get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("index " + index + " of " + size + " trials");
        }
        return chunks[index / CHUNK][index % CHUNK];
    }

    @Override
    public int size() {
        return size;
    }
}
