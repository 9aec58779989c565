package dev.retune.study;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The length of a union of intervals, kept as disjoint intervals, start to end. */
final class IntervalUnion {

    private final TreeMap<Long, Long> intervals = new TreeMap<>();
    private long total;

    /** Adds [start, end]; ignored if it ends before it starts, which clocks may cause. */
    void add(long start, long end) {
        if (end <= start) {
            return;
        }
        long from = start;
        long to = end;
        Map.Entry<Long, Long> before = intervals.floorEntry(to);
        while (before != null && before.getValue() >= from) {
            from = Math.min(from, before.getKey());
            to = Math.max(to, before.getValue());
            total -= before.getValue() - before.getKey();
            intervals.remove(before.getKey());
            before = intervals.floorEntry(to);
        }
        intervals.put(from, to);
        total += to - from;
    }

    /** The length of the union with more intervals, which are not added. */
    long totalWith(List<long[]> more) {
        IntervalUnion extra = new IntervalUnion();
        more.forEach(interval -> extra.add(interval[0], interval[1]));
        long sum = total + extra.total;
        for (Map.Entry<Long, Long> interval : extra.intervals.entrySet()) {
            sum -= overlap(interval.getKey(), interval.getValue());
        }
        return sum;
    }

    private long overlap(long start, long end) {
        long sum = 0;
        Map.Entry<Long, Long> at = intervals.lowerEntry(end);
        while (at != null && at.getValue() > start) {
            sum += Math.min(end, at.getValue()) - Math.max(start, at.getKey());
            at = intervals.lowerEntry(at.getKey());
        }
        return sum;
    }
}
