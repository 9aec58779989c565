package dev.retune.exchange;

import dev.retune.space.SearchSpace;
import dev.retune.store.Event;
import dev.retune.store.StudyCopy;
import dev.retune.store.StudyDefinition;
import dev.retune.syntax.InputException;
import dev.retune.trial.GoalsJson;
import dev.retune.trial.Resource;
import dev.retune.trial.TrialRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whole studies as lines of JSON, for backups and for moving them. A study is a line that tells what it is ({@code
 * "study"}), a line a trial as in {@link TrialJson}, with its {@code "history"} ({@link HistoryJson}) and its {@code
 * "checkpoint"} in Base64 if it has one, and a line that ends it ({@code "end"}) and tells how many trials there were,
 * so that a file that was cut off is found out. Nothing is lost on the way.
 */
public final class StudyLines {

    /** The version of the format: 1 had a goal without a name, and values without names. */
    private static final int FORMAT = 2;

    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.shared();

    private StudyLines() {}

    /** Appends a study. */
    public static void write(StudyCopy copy, Writer to) throws IOException {
        StudyDefinition definition = copy.definition();
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("study", definition.name());
        head.put("format", FORMAT);
        head.putAll(GoalsJson.write(definition.goals()));
        head.put("seed", definition.seed());
        head.put("created", copy.created().toString());
        Resource resource = definition.resource();
        Map<String, Object> fidelity = new LinkedHashMap<>();
        fidelity.put("name", resource.name());
        fidelity.put("min", resource.min());
        fidelity.put("max", resource.max());
        head.put("resource", fidelity);
        head.put("space", JSON.readTree(definition.space().toJson()));
        head.put("notes", definition.notes());
        line(head, to);
        Map<Integer, List<Event>> histories = copy.events().stream().collect(Collectors.groupingBy(Event::number));
        for (TrialRecord trial : copy.trials()) {
            Map<String, Object> object = TrialJson.write(trial, definition.goals());
            object.put(
                    "history",
                    HistoryJson.write(histories.getOrDefault(trial.number(), List.of()), definition.goals()));
            byte[] checkpoint = copy.checkpoints().get(trial.number());
            if (checkpoint != null) {
                object.put("checkpoint", Base64.getEncoder().encodeToString(checkpoint));
            }
            line(object, to);
        }
        Map<String, Object> end = new LinkedHashMap<>();
        end.put("end", definition.name());
        end.put("trials", copy.trials().size());
        line(end, to);
        to.flush();
    }

    private static void line(Map<String, ?> object, Writer to) throws IOException {
        to.write(JSON.writeValueAsString(object));
        to.write('\n');
    }

    /**
     * All studies of a file.
     *
     * @param name what messages call the file
     * @throws InputException if a line is damaged, the file was cut off, or a newer Retune wrote it
     */
    public static List<StudyCopy> read(BufferedReader from, String name) throws IOException {
        List<StudyCopy> studies = new ArrayList<>();
        NumberedLines lines = new NumberedLines(from, name);
        for (JsonNode head = lines.next(); !head.isMissingNode(); head = lines.next()) {
            studies.add(study(head, lines));
        }
        if (studies.isEmpty()) {
            throw new InputException("'%s' holds no study: it is empty".formatted(name));
        }
        return studies;
    }

    private static StudyCopy study(JsonNode head, NumberedLines lines) throws IOException {
        StudyDefinition definition = lines.understood(() -> definition(head));
        Instant created =
                lines.understood(() -> Instant.parse(head.path("created").asString("")));
        List<TrialRecord> trials = new ArrayList<>();
        Map<Integer, byte[]> checkpoints = new HashMap<>();
        List<Event> events = new ArrayList<>();
        boolean isHistory = true;
        JsonNode object = lines.next();
        while (!object.has("end")) {
            JsonNode trial = object;
            if (trial.isMissingNode()) {
                throw new InputException("'%s' was cut off after line %s: study '%s' has no end; take a whole copy"
                        .formatted(lines.name, lines.number, definition.name()));
            }
            TrialRecord record = lines.understood(() -> TrialJson.read(trial, definition));
            trials.add(record);
            isHistory &= trial.has("history"); // an earlier Retune wrote none
            events.addAll(lines.understood(() -> HistoryJson.read(trial.path("history"), record, definition.goals())));
            if (trial.has("checkpoint")) {
                checkpoints.put(
                        record.number(),
                        lines.understood(() -> Base64.getDecoder()
                                .decode(trial.get("checkpoint").asString())));
            }
            object = lines.next();
        }
        int announced = object.path("trials").asInt(-1);
        if (announced != trials.size()) {
            throw lines.error("it ends with %s trials, but there were %s".formatted(announced, trials.size()), null);
        }
        events.sort(Comparator.comparingLong(Event::revision));
        return isHistory
                ? lines.understood(() -> new StudyCopy(definition, created, trials, checkpoints, events))
                : lines.understood(() -> new StudyCopy(definition, created, trials, checkpoints));
    }

    private static StudyDefinition definition(JsonNode head) {
        if (!head.path("study").isString()) {
            throw new IllegalArgumentException("a study was expected: an object with \"study\" and \"format\"");
        }
        int format = head.path("format").asInt(0);
        if (format < 1 || format > FORMAT) {
            throw new IllegalArgumentException(
                    "study '%s' has the format %s, but this Retune knows %s: take the Retune that wrote it"
                            .formatted(head.get("study").asString(), format, FORMAT));
        }
        JsonNode resource = head.path("resource");
        Map<String, Object> notes = JSON.convertValue(head.path("notes"), MAP);
        Map<String, ?> goals = format == 1
                ? Map.of(
                        GoalsJson.GOALS,
                        List.of(Map.of(GoalsJson.DIRECTION, head.path("goal").asString(""))))
                : JSON.convertValue(head, MAP);
        return new StudyDefinition(
                head.get("study").asString(),
                SearchSpace.fromJson(head.path("space").toString()),
                GoalsJson.read(goals, notes),
                new Resource(
                        resource.path("name").asString(""),
                        resource.path("min").asDouble(0),
                        resource.path("max").asDouble(0)),
                head.path("seed").asLong(0),
                notes);
    }

    /** The lines of a file, and where one is. */
    private static final class NumberedLines {

        private final BufferedReader from;
        private final String name;
        private int number;

        NumberedLines(BufferedReader from, String name) {
            this.from = from;
            this.name = name;
        }

        /** Makes something of a line. */
        interface Reading<T> {
            T of();
        }

        /** The next line that is not blank; missing at the end. */
        JsonNode next() throws IOException {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                number++;
                if (!line.isBlank()) {
                    String text = line;
                    return understood(() -> JSON.readTree(text));
                }
            }
            return JSON.missingNode();
        }

        <T> T understood(Reading<T> reading) {
            try {
                return reading.of();
            } catch (JacksonException e) {
                throw error("is no JSON object (%s)".formatted(e.getOriginalMessage()), e);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw error(String.valueOf(e.getMessage()), e);
            }
        }

        InputException error(String what, @Nullable Throwable cause) {
            return new InputException("'%s', line %s: %s".formatted(name, number, what), cause);
        }
    }
}
