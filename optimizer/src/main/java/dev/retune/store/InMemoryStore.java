package dev.retune.store;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Studies in memory; they exist as long as this object. */
public final class InMemoryStore implements StudyStore {

    private final Clock clock;
    private final Map<String, InMemoryStudy> studies = new ConcurrentSkipListMap<>();

    public InMemoryStore() {
        this(Clock.systemUTC());
    }

    /** A store with another clock, such as one that a test controls. */
    public InMemoryStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public StoredStudy open(StudyDefinition definition) {
        InMemoryStudy study = studies.computeIfAbsent(
                definition.name(), name -> new InMemoryStudy(definition, clock, clock.instant()));
        study.open(definition);
        return study;
    }

    @Override
    public StoredStudy restore(StudyCopy copy) {
        InMemoryStudy study = new InMemoryStudy(copy.definition(), clock, copy.created());
        study.restore(copy);
        if (studies.putIfAbsent(copy.definition().name(), study) != null) {
            throw new IllegalArgumentException(
                    "The store has a study '%s' already: take another name, or delete it first"
                            .formatted(copy.definition().name()));
        }
        return study;
    }

    @Override
    public Optional<StoredStudy> find(String name) {
        return Optional.ofNullable(studies.get(name));
    }

    @Override
    public List<StoredStudy> list() {
        return List.copyOf(studies.values());
    }

    @Override
    public void note(String name, String key, Object value) {
        InMemoryStudy study = studies.get(name);
        if (study == null) {
            throw new IllegalArgumentException("The store has no study '%s'".formatted(name));
        }
        study.note(key, value);
    }

    @Override
    public boolean delete(String name) {
        InMemoryStudy study = studies.remove(name);
        if (study != null) {
            study.deleted();
        }
        return study != null;
    }

    @Override
    public void close() {
        // nothing to close
    }
}
