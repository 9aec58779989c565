package dev.retune.study;

import dev.retune.store.StudyStore;
import dev.retune.trial.Outcome;
import dev.retune.trial.Report;
import dev.retune.trial.TrialRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Workers on one stored study that ask, report, tell, give back and die in an order that a seed decides. */
final class Crowd {

    private static final int STEPS = 3;

    private static final class Member {
        private final Study study;
        private Trial trial; // null without work
        private int step;

        private Member(Study study) {
            this.study = study;
        }
    }

    private final RandomGenerator order;
    private final double deaths;
    private final List<Member> members = new ArrayList<>();
    private final Function<Trial, Double> objective;

    /** @param deaths how likely it is that a worker with a trial is lost at a step */
    Crowd(StudyBuilder study, StudyStore store, int size, double deaths, long seed, Function<Trial, Double> objective) {
        this.order = new SplittableRandom(seed);
        this.deaths = deaths;
        this.objective = objective;
        for (int i = 0; i < size; i++) {
            members.add(new Member(study.store(store, "s").build()));
        }
    }

    /** Until the study is over. */
    Study run() {
        Study first = members.get(0).study;
        while (members.stream().anyMatch(m -> m.trial != null) || !first.isOver()) {
            act(members.get(order.nextInt(members.size())));
        }
        return first;
    }

    private void act(Member member) {
        if (member.trial == null) {
            Optional<Trial> next = member.study.tryAsk();
            next.ifPresent(trial -> {
                member.trial = trial;
                member.step = 0;
            });
        } else if (order.nextDouble() < deaths) {
            if (order.nextBoolean()) {
                member.study.stored().expire(member.trial.lease());
            } else {
                member.study.release(member.trial);
            }
            member.trial = null;
        } else if (member.step < STEPS) {
            report(member);
        } else {
            end(member, Outcome.completed(objective.apply(member.trial)));
        }
    }

    private void report(Member member) {
        member.step++;
        try {
            member.trial.report(member.step, objective.apply(member.trial) + 1.0 / member.step);
        } catch (TrialPrunedException e) {
            end(
                    member,
                    new Outcome.Pruned(
                            dev.retune.trial.Measurement.of(objective.apply(member.trial)),
                            String.valueOf(e.getMessage())));
        }
    }

    private static void end(Member member, Outcome outcome) {
        member.study.tell(member.trial, outcome);
        member.trial = null;
    }

    /** What is the same in two runs: not the times. */
    static List<Object> facts(List<TrialRecord> trials) {
        return trials.stream()
                .<Object>map(t -> List.of(
                        t.number(),
                        t.configuration(),
                        t.resource(),
                        t.continues(),
                        t.reports().stream().map(Report::toString).toList(),
                        t.outcome()))
                .toList();
    }
}
