package dev.retune.protocol;

import dev.retune.internal.text.NearestName;
import dev.retune.internal.text.Numbers;
import dev.retune.store.StudyException;
import dev.retune.store.StudyStore;
import dev.retune.study.Study;
import dev.retune.study.Trial;
import dev.retune.study.TrialPrunedException;
import dev.retune.study.TrialStoppedException;
import dev.retune.syntax.ErrorText;
import dev.retune.syntax.InputException;
import dev.retune.syntax.Node;
import dev.retune.syntax.Version;
import dev.retune.trial.Goals;
import dev.retune.trial.Measurement;
import dev.retune.trial.MeasurementParts;
import dev.retune.trial.MetricValue;
import dev.retune.trial.Outcome;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** One client's conversation: an answer to each line. An answer that is an error changes nothing. */
public final class AskTellSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AskTellSession.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String METRIC = "metric";
    private static final String METRICS = "metrics";
    private static final String COST = "cost";
    private static final Set<String> TELL =
            Set.of("tell", "value", "values", "folds", "constraints", "failed", "pruned");
    private static final List<String> REQUESTS = List.of("ask", "tell", "report", "best");

    /** Between two looks for a trial, in milliseconds. */
    private static final long SHORTEST_PAUSE = 10;

    private static final long LONGEST_PAUSE = 500;

    private final StudyStore store;
    private final String name;
    private final Map<Integer, Trial> open = new HashMap<>();
    private @Nullable Study study;
    private boolean isNamed; // whether metrics have names here
    private Optional<String> cost = Optional.empty(); // what each tell says the cost of, if any does

    public AskTellSession(StudyStore store, String name) {
        this.store = store;
        this.name = name;
    }

    public String answer(String line) {
        try {
            return JSON.writeValueAsString(answer(Node.json(line)));
        } catch (InputException e) {
            return error(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | IllegalStateException | StudyException e) {
            LOG.debug("No answer to {}", line, e);
            return error(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            return error("the line is nested too deeply");
        } catch (RuntimeException e) { // ours, not the client's
            LOG.warn("unexpected failure at {}", line, e);
            return error("unexpected failure: " + ErrorText.summary(e) + "; see the log");
        }
    }

    public static String error(String message) {
        return JSON.writeValueAsString(Map.of("error", message));
    }

    /** The answer to a line that was cut. */
    public static String tooLong() {
        return error("the line is too long: it may have %,d characters; nothing has changed"
                .formatted(RequestReader.LONGEST));
    }

    private Map<String, ?> answer(Node message) {
        Study started = study;
        if (started == null) {
            if (REQUESTS.stream().anyMatch(message::has)) {
                throw message.error(
                        "the study has not started: send {\"space\":[...],\"seed\":1,\"budget\":100} first");
            }
            AskTellStart start = AskTellStart.read(message);
            study = start.open(store, name);
            isNamed = start.isNamed();
            cost = start.cost();
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
        Optional<Trial> next = next(study, message);
        if (next.isEmpty()) {
            return map("done", true);
        }
        Trial trial = next.get();
        open.put(trial.number(), trial);
        Map<String, Object> answer =
                map("id", trial.number(), "params", trial.configuration().toJson());
        if (study.definition().resource().isFidelity()) {
            answer.put("resource", Numbers.plain(trial.resource()));
        }
        trial.continues().ifPresent(earlier -> answer.put("continues", earlier));
        return answer;
    }

    /**
     * The next trial; empty if the study is closed. While only other clients have trials, it waits for them: one of
     * theirs may be released, or its end may allow a new proposal.
     */
    private Optional<Trial> next(Study study, Node message) {
        for (long pause = SHORTEST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            Optional<Trial> trial = study.tryAsk();
            if (trial.isPresent() || !study.isOpen()) {
                return trial;
            }
            if (!open.isEmpty()) {
                throw message.error("no trial is available until an open one ends: tell one of %s first"
                        .formatted(open.keySet().stream().sorted().toList()));
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw message.error("the wait for other clients' trials was interrupted");
            }
        }
    }

    private Map<String, ?> tell(Study study, Node message) {
        Set<String> keys = new HashSet<>(TELL);
        if (isNamed) {
            keys.add(METRICS);
        }
        cost.ifPresent(name -> keys.add(COST));
        message.only(keys);
        Trial trial = trial(study, message, "tell");
        study.tell(trial, outcome(message, cost(message)));
        open.remove(trial.number());
        return map("ok", true);
    }

    /** The cost that each tell says in this study; nothing if none does. */
    private OptionalDouble cost(Node message) {
        if (cost.isEmpty()) {
            return OptionalDouble.empty();
        }
        Node told = message.need(COST, "the %s that the trial took, in each tell".formatted(cost.get()));
        if (told.number() < 0) {
            throw told.error("it must be 0 or more");
        }
        return OptionalDouble.of(told.number());
    }

    private Outcome outcome(Node message, OptionalDouble cost) {
        Optional<Node> failed = message.get("failed");
        MeasurementParts measured = parts(message, isNamed);
        boolean pruned = message.get("pruned").map(Node::flag).orElse(false);
        if (failed.isPresent()) {
            if (!measured.isEmpty() || pruned) {
                throw message.error("a failed trial has no value: tell either \"failed\" or \"value\"");
            }
            return new Outcome.Failed(failed.get().string(), cost);
        }
        if (measured.isEmpty()) {
            throw message.error(
                    "expected \"value\":NUMBER, \"values\":[...] or \"folds\":[...], or \"failed\":\"reason\"");
        }
        cost.ifPresent(measured::cost);
        Measurement measurement = measured.build();
        return pruned
                ? new Outcome.Pruned(measurement, "the client obeyed a prune")
                : new Outcome.Completed(measurement);
    }

    private static MeasurementParts parts(Node message, boolean isNamed) {
        if (message.has("value") && message.has("values")) {
            throw message.error("expected one of \"value\" and \"values\"");
        }
        MeasurementParts parts = new MeasurementParts();
        if (message.has("value")) {
            parts.value(message.need("value", "a number").number());
        }
        parts.values(numbers(message, "values")).constraints(numbers(message, "constraints"));
        message.get(METRICS)
                .ifPresent(metrics -> metrics.entries().forEach((name, value) -> parts.metric(name, value.number())));
        Optional<Node> named = message.get("folds").filter(folds -> isNamed && folds.isMapping());
        if (named.isPresent()) {
            named.get().entries().keySet().forEach(name -> parts.folds(name, numbers(named.get(), name)));
        } else {
            parts.folds(numbers(message, "folds"));
        }
        return parts;
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
        message.only(isNamed ? Set.of("report", "step", METRIC, "value") : Set.of("report", "step", "value"));
        int step = message.need("step", "a step, counted from 1").whole(1);
        double value = message.need("value", "a number").number();
        try {
            Trial trial = trial(study, message, "report");
            trial.report(step, message.get(METRIC).map(Node::string).orElse(MetricValue.UNNAMED), value);
            return map("prune", false);
        } catch (TrialPrunedException e) {
            return map("prune", true);
        } catch (TrialStoppedException e) {
            throw message.error("the trial no longer belongs to this client: " + e.getMessage());
        }
    }

    private Map<String, ?> best(Study study, Node message) {
        one(message, "best");
        Goals goals = study.definition().goals();
        if (!goals.isSingle()) {
            return front(study, goals);
        }
        TrialRecord best = study.best()
                .orElseThrow(() -> message.error(
                        goals.limits().isEmpty() || study.progress().completed() == 0
                                ? "no trial has a value yet: tell one first"
                                : "no trial keeps the limits yet"));
        return map("id", best.number(), "params", best.configuration().toJson(), "value", best.value());
    }

    private static Map<String, ?> front(Study study, Goals goals) {
        List<Map<String, Object>> front = new ArrayList<>();
        for (TrialRecord trial : study.front()) {
            Measurement measured = trial.measurement().orElseThrow();
            Map<String, Object> metrics = new LinkedHashMap<>();
            measured.metrics().forEach(metric -> metrics.put(metric.metric(), metric.value()));
            List<Double> values = measured.metrics().subList(0, goals.targets().size()).stream()
                    .map(MetricValue::value)
                    .toList();
            front.add(map(
                    "id",
                    trial.number(),
                    "params",
                    trial.configuration().toJson(),
                    METRICS,
                    metrics,
                    "values",
                    values));
        }
        Map<String, Object> answer = map("front", front);
        study.recommended().ifPresent(trial -> answer.put("recommended", trial.number()));
        return answer;
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
            return "there is no trial %s".formatted(id);
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
