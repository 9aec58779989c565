package dev.retune.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The built-in metrics and those that are services, loaded once, on first use. */
final class OwnMetrics {

    private static final List<Metric> ALL = find();

    private OwnMetrics() {}

    static List<Metric> withStandard() {
        return ALL;
    }

    private static List<Metric> find() {
        List<Metric> own = new ArrayList<>();
        ServiceLoader.load(Metric.class, Metric.class.getClassLoader()).forEach(own::add);
        own.sort(Comparator.comparing(Metric::name));
        List<Metric> all = new ArrayList<>(Metric.standard());
        all.addAll(own);
        return List.copyOf(all);
    }
}
