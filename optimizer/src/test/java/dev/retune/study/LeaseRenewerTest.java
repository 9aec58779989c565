package dev.retune.study;

import dev.retune.budget.Budget;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.store.InMemoryStore;
import dev.retune.store.StoredStudy;
import dev.retune.store.StudyDefinition;
import dev.retune.store.StudyStore;
import dev.retune.strategy.Proposal;
import dev.retune.strategy.Strategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Leases are renewed in the background, for which these tests wait. */
@Timeout(120)
class LeaseRenewerTest {

    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));

    private CountDownLatch renewed;
    private StudyStore store;
    private volatile Runnable atRenewal = () -> {};

    @BeforeEach
    void prepare() {
        renewed = new CountDownLatch(2);
        InMemoryStore there = new InMemoryStore();
        store = (StudyStore) Proxy.newProxyInstance(
                LeaseRenewerTest.class.getClassLoader(),
                new Class<?>[] {StudyStore.class},
                (proxy, method, arguments) -> {
                    StoredStudy study = there.open((StudyDefinition) arguments[0]);
                    return Proxy.newProxyInstance(
                            LeaseRenewerTest.class.getClassLoader(), new Class<?>[] {StoredStudy.class}, (p, m, a) -> {
                                if (m.getName().equals("renew")) {
                                    atRenewal.run();
                                    renewed.countDown();
                                }
                                try {
                                    return m.invoke(study, a);
                                } catch (InvocationTargetException e) {
                                    throw e.getCause();
                                }
                            });
                });
    }

    private Study study(Strategy strategy) {
        return Study.over(SPACE)
                .budget(Budget.trials(2))
                .strategy(strategy)
                .lease(LeaseRenewer.SHORTEST_LEASE)
                .store(store, "s")
                .build();
    }

    private void awaitRenewals() {
        try {
            renewed.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void lease_isRenewedWhileATrialIsAtWork() {
        Study study = study((space, history, random) -> Optional.of(Proposal.of(space.sample(random))));
        Trial trial = study.ask();

        awaitRenewals();

        study.tell(trial, 1);
        assertThat(study.trial(0).value()).isEqualTo(1);
    }

    @Test
    void lease_isRenewedAgainAfterAnError() {
        CountDownLatch failed = new CountDownLatch(1);
        atRenewal = () -> {
            if (failed.getCount() > 0) {
                failed.countDown();
                throw new NoClassDefFoundError("org/example/Missing");
            }
        };
        Study study = study((space, history, random) -> Optional.of(Proposal.of(space.sample(random))));
        Trial trial = study.ask();

        awaitRenewals();

        study.tell(trial, 1);
        assertThat(failed.getCount()).isZero();
    }

    @Test
    void lease_isRenewedWhileAnotherStudysStoreIsAway() throws Exception {
        CountDownLatch away = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        atRenewal = () -> {
            away.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        Study absent = study((space, history, random) -> Optional.of(Proposal.of(space.sample(random))));
        Trial waiting = absent.ask();
        away.await();
        prepare();
        atRenewal = () -> {};
        Study study = study((space, history, random) -> Optional.of(Proposal.of(space.sample(random))));
        Trial trial = study.ask();

        awaitRenewals();

        over.countDown();
        study.tell(trial, 1);
        absent.tell(waiting, 1);
    }

    @Test
    void lease_isRenewedWhileAStrategyProposes() {
        Study study = study((space, history, random) -> {
            awaitRenewals();
            return Optional.of(Proposal.of(space.sample(random)));
        });

        study.tell(study.ask(), 1);

        assertThat(study.trial(0).value()).isEqualTo(1);
    }

    @Test
    void number_isGivenBackWhenAStrategyFails() {
        Study study = study((space, history, random) -> {
            throw new IllegalStateException("a broken strategy");
        });

        assertThatIllegalStateException().isThrownBy(study::ask).withMessage("a broken strategy");
        assertThat(study.stored().leases()).isEmpty();
    }
}
