package dev.retune.tuning;

import dev.retune.store.StoredStudy;
import dev.retune.store.StudyStore;
import dev.retune.study.Monitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the studies of a store again and again; each look reads only what is new. */
public final class StudyMonitor {

    private final StudyStore store;
    private final Optional<String> name;
    private final Map<String, Monitor> monitors = new HashMap<>();

    /** @param name of the study; nothing for all */
    public StudyMonitor(StudyStore store, Optional<String> name) {
        this.store = store;
        this.name = name;
    }

    /** @throws dev.retune.syntax.InputException if there is no such study */
    public List<StudyStatus> look() {
        List<StoredStudy> studies =
                name.map(one -> List.of(StoredStudies.find(store, one))).orElseGet(store::list);
        List<StudyStatus> all = new ArrayList<>();
        for (StoredStudy study : studies) {
            String key = study.definition().name() + study.created();
            Monitor monitor = monitors.computeIfAbsent(key, k -> Monitor.of(study));
            all.add(StudyStatus.of(study.definition(), monitor.look()));
        }
        return all;
    }
}
