package dev.retune.protocol;

import dev.retune.store.StudyStore;
import dev.retune.store.jdbc.JdbcStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

import static org.assertj.core.api.Assertions.assertThat;

/** Several clients, each with a store and a session of its own as in a process of its own, on one study. */
@Timeout(60)
class SharedStudyTest {

    private static final String START =
            "{\"space\":[{\"name\":\"x\",\"type\":\"%s\",%s}],\"seed\":3,\"budget\":%s,\"strategy\":\"%s\"}";

    @TempDir
    private Path folder;

    private AskTellSession session(StudyStore store, String kind, int budget, String strategy) {
        AskTellSession session = new AskTellSession(store, "shared");
        String values =
                kind.equals("cat") ? "\"choices\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]" : "\"lower\":0,\"upper\":1";
        assertThat(session.answer(START.formatted(kind, values, budget, strategy)))
                .contains("ready");
        return session;
    }

    /** All six points of the grid, so that the strategy has nothing left. */
    private static void takeAll(AskTellSession session) {
        for (int i = 0; i < 6; i++) {
            assertThat(session.answer("{\"ask\":1}")).contains("\"id\":" + i);
        }
    }

    private StudyStore store() {
        return JdbcStore.sqlite(folder.resolve("shared.db"));
    }

    @Test
    void ask_whileOnlyAnotherClientHasATrial_waitsForItsEnd() throws Exception {
        try (StudyStore one = store();
                StudyStore two = store();
                AskTellSession first = session(one, "cat", 50, "grid");
                AskTellSession second = session(two, "cat", 50, "grid")) {
            takeAll(first);
            for (int i = 1; i < 6; i++) {
                first.answer("{\"tell\":%s,\"value\":1}".formatted(i));
            }
            FutureTask<String> asked = new FutureTask<>(() -> second.answer("{\"ask\":1}"));
            Thread client = new Thread(asked);
            client.start();
            while (client.getState() != Thread.State.TIMED_WAITING && client.isAlive()) {
                Thread.onSpinWait();
            }

            assertThat(first.answer("{\"tell\":0,\"value\":0.5}")).contains("ok");

            assertThat(asked.get()).isEqualTo("{\"done\":true}");
        }
    }

    @Test
    void ask_whileOnlyAnotherClientHasATrial_getsItWhenItIsReleased() throws Exception {
        try (StudyStore one = store();
                StudyStore two = store();
                AskTellSession second = session(two, "cat", 50, "grid")) {
            AskTellSession first = session(one, "cat", 50, "grid");
            takeAll(first);
            FutureTask<String> asked = new FutureTask<>(() -> second.answer("{\"ask\":1}"));
            Thread client = new Thread(asked);
            client.start();
            while (client.getState() != Thread.State.TIMED_WAITING && client.isAlive()) {
                Thread.onSpinWait();
            }

            first.close();

            assertThat(asked.get()).contains("\"id\":0");
        }
    }

    @Test
    void ask_whileTheClientItselfHasATrial_saysWhichToTell() {
        try (StudyStore one = store();
                AskTellSession only = session(one, "cat", 50, "grid")) {
            takeAll(only);

            assertThat(only.answer("{\"ask\":1}")).contains("tell one of [0, 1, 2, 3, 4, 5] first");
        }
    }

    @Test
    void start_withAnotherCost_isAnError() {
        String start = "{\"space\":[{\"name\":\"x\",\"type\":\"float\",\"lower\":0,\"upper\":1}],\"budget\":9%s}";
        try (StudyStore one = store();
                AskTellSession euros = new AskTellSession(one, "shared");
                AskTellSession dollars = new AskTellSession(one, "shared");
                AskTellSession seconds = new AskTellSession(one, "shared");
                AskTellSession again = new AskTellSession(one, "shared")) {
            assertThat(euros.answer(start.formatted(",\"cost\":{\"name\":\"eur\",\"budget\":10}")))
                    .contains("ready");

            assertThat(dollars.answer(start.formatted(",\"cost\":{\"name\":\"usd\",\"budget\":10}")))
                    .contains("its cost is 'eur', not 'usd'");
            assertThat(seconds.answer(start.formatted(""))).contains("its cost is 'eur', not the seconds of a trial");
            assertThat(again.answer(start.formatted(",\"cost\":{\"name\":\"eur\",\"budget\":20}")))
                    .contains("ready");
        }
    }

    /** Finite and low-discrepancy spaces are those in which proposals from the same history are the same. */
    @ParameterizedTest
    @ValueSource(strings = {"sobol", "grid", "random"})
    void ask_byManyClientsAtOnce_givesNoPointTwice(String strategy) throws Exception {
        String kind = strategy.equals("sobol") ? "float" : "cat";
        ExecutorService clients = Executors.newFixedThreadPool(6);
        try {
            List<Callable<List<String>>> asking = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                asking.add(() -> {
                    List<String> points = new ArrayList<>();
                    try (StudyStore store = store();
                            AskTellSession session = session(store, kind, 6, strategy)) {
                        for (String answer = session.answer("{\"ask\":1}");
                                answer.contains("params");
                                answer = session.answer("{\"ask\":1}")) {
                            points.add(JsonMapper.shared()
                                    .readTree(answer)
                                    .get("params")
                                    .toString());
                            int id = JsonMapper.shared()
                                    .readTree(answer)
                                    .get("id")
                                    .intValue();
                            assertThat(session.answer("{\"tell\":%s,\"value\":1}".formatted(id)))
                                    .contains("ok");
                        }
                    }
                    return points;
                });
            }
            List<String> all = new ArrayList<>();
            for (Future<List<String>> points : clients.invokeAll(asking)) {
                all.addAll(points.get());
            }

            assertThat(all).hasSize(6);
            assertThat(all).doesNotHaveDuplicates();
        } finally {
            clients.shutdownNow();
        }
    }
}
