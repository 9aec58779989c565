package dev.retune.store;

import dev.retune.strategy.Proposal;
import dev.retune.trial.Attempt;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** A study of an {@link InMemoryStore}, guarded by one lock. */
final class InMemoryStudy implements StoredStudy {

    /** A number of the study with its state. */
    private static final class Entry {
        private final int number;
        private @Nullable TrialRecord trial; // null while the number is only reserved
        private @Nullable Lease lease; // null while it waits, and after its end
        private long lastToken;
        private Instant reserved = Instant.EPOCH;
        private int assigned;
        private long revision;
        private byte @Nullable [] checkpoint;
        private final List<Attempt> attempts = new ArrayList<>(); // the interrupted ones

        private Entry(int number) {
            this.number = number;
        }
    }

    private StudyDefinition definition;
    private final Clock clock;
    private final Instant created;
    private final List<Entry> entries = new ArrayList<>();
    private final TreeSet<Integer> open = new TreeSet<>(); // numbers of entries without an end
    private final TreeMap<Long, Entry> byRevision = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();
    private long revision;
    private long token;
    private boolean deleted;

    InMemoryStudy(StudyDefinition definition, Clock clock, Instant created) {
        this.definition = definition;
        this.clock = clock;
        this.created = created;
    }

    /** Adds the trials of a copy, and the free numbers between them. */
    synchronized void restore(StudyCopy copy) {
        for (TrialRecord trial : copy.trials()) {
            Entry entry = add();
            while (entry.number < trial.number()) {
                entry = add();
            }
            byte[] checkpoint = copy.checkpoints().get(trial.number());
            entry.checkpoint = checkpoint == null ? null : checkpoint.clone();
            entry.attempts.addAll(trial.attempts());
            entry.trial = trial;
            if (trial.outcome().isPresent()) {
                open.remove(entry.number);
            }
        }
        for (Event event : copy.events()) {
            Entry entry = entries.get(event.number());
            revision = event.revision();
            byRevision.remove(entry.revision);
            entry.revision = revision;
            byRevision.put(revision, entry);
            events.add(event);
        }
    }

    @Override
    public synchronized StudyDefinition definition() {
        return definition;
    }

    /** @throws IllegalArgumentException if another study is requested */
    synchronized void open(StudyDefinition requested) {
        definition.requireSame(requested);
        definition = definition.aimingAt(definition.goals().namedBy(requested.goals()));
    }

    @Override
    public Instant created() {
        return created;
    }

    private Instant now() {
        return clock.instant();
    }

    @Override
    public synchronized Look look(long since) {
        requirePresent();
        List<TrialRecord> trials = new ArrayList<>();
        List<Lease> leases = new ArrayList<>();
        for (Entry entry : byRevision.tailMap(since, false).values()) {
            if (entry.trial != null) {
                trials.add(entry.trial);
                if (entry.lease != null) {
                    leases.add(entry.lease);
                }
            }
        }
        return new Look(0, now(), new Changes(revision, trials), leases);
    }

    @Override
    public synchronized List<Lease> leases() {
        requirePresent();
        List<Lease> leases = new ArrayList<>();
        for (int number : open) {
            Lease lease = entries.get(number).lease;
            if (lease != null) {
                leases.add(lease);
            }
        }
        return leases;
    }

    @Override
    public synchronized OptionalInt enqueue(Proposal proposal, int limit) {
        requirePresent();
        if (entries.size() >= limit) {
            return OptionalInt.empty();
        }
        Entry entry = add();
        change(entry, waiting(entry.number, proposal));
        events.add(new Event.Filled(revision, entry.number, whole(proposal), OptionalLong.empty()));
        return OptionalInt.of(entry.number);
    }

    @Override
    public synchronized Optional<Lease> reserve(String worker, Duration duration, int limit) {
        requirePresent();
        for (int number : open) {
            Entry entry = entries.get(number);
            if (entry.trial == null && isFree(entry)) {
                return Optional.of(assign(entry, worker, duration));
            }
        }
        return entries.size() >= limit ? Optional.empty() : Optional.of(assign(add(), worker, duration));
    }

    @Override
    public synchronized TrialRecord fill(Lease lease, Proposal proposal, long basis) {
        Entry entry = owned(lease);
        TrialRecord trial = change(entry, waiting(entry.number, proposal).started(entry.reserved));
        events.add(new Event.Filled(revision, entry.number, whole(proposal), OptionalLong.of(basis)));
        return trial;
    }

    @Override
    public synchronized Optional<TrialRecord> fillUnlessTaken(Lease lease, Proposal proposal, long basis) {
        owned(lease);
        for (int i = events.size() - 1; i >= 0 && events.get(i).revision() > basis; i--) {
            Event event = events.get(i);
            if (event instanceof Event.Filled
                    && event.number() != lease.trial()
                    && filled(entries.get(event.number())).configuration().equals(proposal.configuration())) {
                return Optional.empty();
            }
        }
        return Optional.of(fill(lease, proposal, basis));
    }

    @Override
    public synchronized Optional<Claim> claim(String worker, Duration duration, int retries) {
        requirePresent();
        for (int number : List.copyOf(open)) {
            Entry entry = entries.get(number);
            TrialRecord trial = entry.trial;
            if (trial != null && isFree(entry)) {
                if (entry.assigned > retries) {
                    interrupt(entry);
                    end(entry, trial.released(), StoredStudy.abandoned(entry.assigned));
                    continue;
                }
                Lease lease = assign(entry, worker, duration);
                TrialRecord started = change(entry, trial.started(entry.reserved));
                events.add(new Event.Assigned(revision, number));
                return Optional.of(new Claim(lease, started));
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void renew(Lease lease, Duration duration) {
        Entry entry = owned(lease);
        Instant now = now();
        entry.lease = new Lease(lease.trial(), lease.worker(), lease.token(), lease.attempt(), now, now.plus(duration));
    }

    @Override
    public synchronized void report(Lease lease, Report report) {
        Entry entry = owned(lease);
        change(entry, filled(entry).reported(report));
        events.add(new Event.Reported(revision, entry.number, report));
    }

    @Override
    public synchronized void note(Lease lease, Map<String, ?> attributes) {
        Entry entry = owned(lease);
        change(entry, filled(entry).noted(attributes));
    }

    @Override
    public synchronized void finish(Lease lease, Outcome outcome) {
        Entry ended = lease.trial() < entries.size() ? entries.get(lease.trial()) : null;
        if (ended != null
                && ended.lastToken == lease.token()
                && ended.trial != null
                && ended.trial.outcome().equals(Optional.of(outcome))) {
            return;
        }
        Entry entry = owned(lease);
        end(entry, filled(entry), outcome);
    }

    @Override
    public synchronized void release(Lease lease) {
        if (!isGivenBack(lease)) {
            Entry entry = owned(lease);
            entry.assigned--;
            interrupt(entry, lease, now());
            giveBack(entry);
        }
    }

    @Override
    public synchronized void expire(Lease lease) {
        if (!isGivenBack(lease)) {
            Entry entry = owned(lease);
            interrupt(entry);
            giveBack(entry);
        }
    }

    private boolean isGivenBack(Lease lease) {
        Entry entry = entry(lease.trial());
        return entry.lease == null && entry.lastToken == lease.token() && open.contains(entry.number);
    }

    @Override
    public synchronized List<Event> events() {
        requirePresent();
        return List.copyOf(events);
    }

    @Override
    public synchronized Optional<byte[]> checkpoint(int trial) {
        return Optional.ofNullable(entry(trial).checkpoint).map(byte[]::clone);
    }

    @Override
    public synchronized void saveCheckpoint(Lease lease, byte[] content) {
        owned(lease).checkpoint = content.clone();
    }

    synchronized void note(String key, Object value) {
        requirePresent();
        definition = definition.noted(key, value);
    }

    synchronized void deleted() {
        deleted = true;
    }

    private Entry add() {
        Entry entry = new Entry(entries.size());
        entries.add(entry);
        open.add(entry.number);
        return entry;
    }

    private Lease assign(Entry entry, String worker, Duration duration) {
        interrupt(entry);
        Instant now = now();
        entry.assigned++;
        Lease lease = new Lease(entry.number, worker, ++token, entry.assigned, now, now.plus(duration));
        entry.lease = lease;
        entry.lastToken = lease.token();
        entry.reserved = now;
        return lease;
    }

    /** The attempt of a lost worker ends with its last heartbeat. */
    private static void interrupt(Entry entry) {
        Lease lease = entry.lease;
        if (lease != null) {
            interrupt(entry, lease, lease.renewed());
        }
    }

    private static void interrupt(Entry entry, Lease lease, Instant end) {
        entry.attempts.add(new Attempt(lease.worker(), entry.reserved, end));
        entry.lease = null;
    }

    private void giveBack(Entry entry) {
        if (entry.trial != null) {
            change(entry, entry.trial.released());
            events.add(new Event.Released(revision, entry.number));
        }
    }

    private void end(Entry entry, TrialRecord trial, Outcome outcome) {
        entry.lease = null;
        open.remove(entry.number);
        Instant now = now();
        change(entry, trial.ended(outcome, now));
        events.add(new Event.Ended(revision, entry.number, outcome, now));
    }

    private TrialRecord change(Entry entry, TrialRecord trial) {
        TrialRecord changed = trial.with(trial.reports(), entry.attempts);
        byRevision.remove(entry.revision);
        entry.trial = changed;
        entry.revision = ++revision;
        byRevision.put(entry.revision, entry);
        return changed;
    }

    private boolean isFree(Entry entry) {
        return entry.lease == null || entry.lease.isExpired(now());
    }

    private Entry owned(Lease lease) {
        Entry entry = entry(lease.trial());
        if (entry.lease == null || entry.lease.token() != lease.token()) {
            throw new LeaseLostException(lease);
        }
        return entry;
    }

    private Entry entry(int trial) {
        requirePresent();
        if (trial < 0 || trial >= entries.size()) {
            throw new IllegalArgumentException("Study '%s' has no trial %s".formatted(definition.name(), trial));
        }
        return entries.get(trial);
    }

    private void requirePresent() {
        if (deleted) {
            throw new StoreException("Study '%s' was deleted from its store".formatted(definition.name()), null);
        }
    }

    private static TrialRecord filled(Entry entry) {
        if (entry.trial == null) {
            throw new IllegalArgumentException("Trial %s has no configuration yet: fill it".formatted(entry.number));
        }
        return entry.trial;
    }

    private Proposal whole(Proposal proposal) {
        return new Proposal(
                proposal.configuration(),
                OptionalDouble.of(
                        proposal.resource().orElse(definition.resource().max())),
                proposal.continues());
    }

    private TrialRecord waiting(int number, Proposal proposal) {
        return TrialRecord.waiting(
                number,
                proposal.configuration(),
                proposal.resource().orElse(definition.resource().max()),
                proposal.continues());
    }
}
