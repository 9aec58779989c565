package dev.retune.protocol;

import dev.retune.internal.text.NearestName;
import dev.retune.store.StoreException;
import dev.retune.store.StudyStore;
import dev.retune.study.Study;
import dev.retune.study.StudyClosed;
import dev.retune.study.Trial;
import dev.retune.study.TrialPruned;
import dev.retune.study.TrialStopped;
import dev.retune.syntax.ErrorText;
import dev.retune.syntax.InputException;
import dev.retune.syntax.Node;
import dev.retune.syntax.Version;
import dev.retune.trial.Measurement;
import dev.retune.trial.Outcome;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** One client's conversation: an answer to each line. An answer that is an error changes nothing. */
public final class AskTellSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AskTellSession.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> REQUESTS = List.of("ask", "tell", "report", "best");

    private final StudyStore store;
    private final String name;
    private final Map<Integer, Trial> open = new HashMap<>();
    private @Nullable Study study;

    public AskTellSession(StudyStore store, String name) {
        this.store = store;
        this.name = name;
    }

    public String answer(String line) {
        try {
            return JSON.writeValueAsString(answer(Node.json(line)));
        } catch (InputException e) {
            return error(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | IllegalStateException | StoreException e) {
            LOG.debug("No answer to {}", line, e);
            return error(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // ours, not the client's
            LOG.warn("unexpected failure at {}", line, e);
            return error("unexpected failure: " + ErrorText.summary(e) + "; see the log");
        }
    }

    public static String error(String message) {
        return JSON.writeValueAsString(Map.of("error", message));
    }

    private Map<String, ?> answer(Node message) {
        Study started = study;
        if (started == null) {
            if (REQUESTS.stream().anyMatch(message::has)) {
                throw message.error(
                        "the study has not started: send {\"space\":[...],\"seed\":1,\"budget\":100} first");
            }
            study = AskTellStart.read(message).open(store, name);
            return map("ready", true, "version", Version.number());
        }
        String request = REQUESTS.stream()
                .filter(message::has)
                .findFirst()
                .orElseThrow(() -> message.error("expected ask, tell, report or best"
                        + message.entries().keySet().stream()
                                .map(key -> NearestName.hint(key, REQUESTS))
                                .filter(hint -> !hint.isEmpty())
                                .findFirst()
                                .orElse("; the study has started already")));
        return switch (request) {
            case "ask" -> ask(started, message);
            case "tell" -> tell(started, message);
            case "report" -> report(started, message);
            default -> best(started, message);
        };
    }

    private Map<String, ?> ask(Study study, Node message) {
        one(message, "ask");
        Trial trial;
        try {
            trial = study.ask();
        } catch (StudyClosed e) {
            return map("done", true);
        }
        open.put(trial.number(), trial);
        Map<String, Object> answer =
                map("id", trial.number(), "params", trial.configuration().toJson());
        if (study.definition().resource().isFidelity()) {
            answer.put("resource", number(trial.resource()));
        }
        trial.continues().ifPresent(earlier -> answer.put("continues", earlier));
        return answer;
    }

    /** Whole numbers as such. */
    private static Number number(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e15 ? (Number) (long) x : (Number) x;
    }

    private Map<String, ?> tell(Study study, Node message) {
        message.only("tell", "value", "values", "folds", "constraints", "failed", "pruned");
        Trial trial = trial(study, message, "tell");
        study.tell(trial, outcome(message));
        open.remove(trial.number());
        return map("ok", true);
    }

    private static Outcome outcome(Node message) {
        Optional<Node> failed = message.get("failed");
        Optional<Measurement> measured = measurement(message);
        boolean pruned = message.get("pruned").map(Node::flag).orElse(false);
        if (failed.isPresent()) {
            if (measured.isPresent() || pruned) {
                throw message.error("a failed trial has no value: tell either \"failed\" or \"value\"");
            }
            return new Outcome.Failed(failed.get().string());
        }
        Measurement measurement = measured.orElseThrow(() -> message.error(
                "expected \"value\":NUMBER, \"values\":[...] or \"folds\":[...], or \"failed\":\"reason\""));
        return pruned
                ? new Outcome.Pruned(measurement, "the client obeyed a prune")
                : new Outcome.Completed(measurement);
    }

    private static Optional<Measurement> measurement(Node message) {
        if (message.has("value") && message.has("values")) {
            throw message.error("expected one of \"value\" and \"values\"");
        }
        List<Double> values =
                message.has("value") ? List.of(message.need("value", "a number").number()) : numbers(message, "values");
        List<Double> folds = numbers(message, "folds");
        if (values.isEmpty() && folds.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Measurement(
                values.isEmpty() ? Measurement.ofFolds(folds).values() : values,
                folds,
                numbers(message, "constraints")));
    }

    private static List<Double> numbers(Node message, String key) {
        if (!message.has(key)) {
            return List.of();
        }
        Node numbers = message.need(key, "a list of numbers");
        List<Double> list = numbers.items().stream().map(Node::number).toList();
        if (list.isEmpty()) {
            throw numbers.error("it must have a number at least");
        }
        return list;
    }

    private Map<String, ?> report(Study study, Node message) {
        message.only("report", "step", "value");
        int step = message.need("step", "a step, counted from 1").whole(1);
        double value = message.need("value", "a number").number();
        try {
            trial(study, message, "report").report(step, value);
            return map("prune", false);
        } catch (TrialPruned e) {
            return map("prune", true);
        } catch (TrialStopped e) {
            throw message.error("the trial is no longer yours: " + e.getMessage());
        }
    }

    private Map<String, ?> best(Study study, Node message) {
        one(message, "best");
        TrialRecord best = study.best().orElseThrow(() -> message.error("no trial has a value yet: tell one first"));
        return map("id", best.number(), "params", best.configuration().toJson(), "value", best.value());
    }

    private static void one(Node message, String key) {
        message.only(key);
        if (message.need(key, "1").whole() != 1) {
            throw message.error("expected {\"%s\":1}".formatted(key));
        }
    }

    private Trial trial(Study study, Node message, String key) {
        Node id = message.need(key, "the id of a trial");
        Trial trial = open.get(id.whole(0));
        if (trial == null) {
            throw id.error(whyNotOpen(study, id.whole(0)));
        }
        return trial;
    }

    private static String whyNotOpen(Study study, int id) {
        try {
            return switch (study.trial(id).state()) {
                case COMPLETED, PRUNED, FAILED -> "trial %s has ended already".formatted(id);
                case WAITING, RUNNING -> "trial %s is not open here: ask for it first".formatted(id);
            };
        } catch (NoSuchElementException e) {
            return "no trial %s was handed out".formatted(id);
        }
    }

    /** Gives back what the client leaves open, for whoever resumes the study. */
    @Override
    public void close() {
        Study started = study;
        if (started != null) {
            open.values().forEach(started::release);
            open.clear();
        }
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
