package dev.retune.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.retune.exchange.TrialJson;
import dev.retune.space.Parameter;
import dev.retune.store.StudyDefinition;
import dev.retune.trial.Measurement;
import dev.retune.trial.TrialRecord;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All trials of a study, as programs read them. */
public final class TrialExport {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final StudyDefinition definition;
    private final List<TrialRecord> trials;

    private TrialExport(StudyDefinition definition, List<TrialRecord> trials) {
        this.definition = definition;
        this.trials = trials;
    }

    /** The trials in the order of their numbers, values in the user's units. */
    public static TrialExport of(StudyDefinition definition, List<TrialRecord> trials) {
        return new TrialExport(
                definition,
                trials.stream()
                        .sorted(Comparator.comparingInt(TrialRecord::number))
                        .toList());
    }

    /**
     * A line a trial, after a header: {@code trial}, {@code state}, {@code value}, {@code standardError}, {@code resource},
     * {@code started}, {@code seconds}, {@code reason}, and each parameter as {@code params.NAME}. What is not there is empty.
     */
    public void csv(Writer to) throws IOException {
        List<String> header = new ArrayList<>(
                List.of("trial", "state", "value", "standardError", "resource", "started", "seconds", "reason"));
        List<String> parameters =
                definition.space().parameters().stream().map(Parameter::name).toList();
        parameters.forEach(name -> header.add("params." + name));
        CsvWriter csv = CsvWriter.builder().build(to);
        csv.writeRecord(header);
        for (TrialRecord trial : trials) {
            List<String> cells = new ArrayList<>(List.of(
                    String.valueOf(trial.number()),
                    state(trial),
                    text(trial.value()),
                    text(trial.measurement().map(Measurement::standardError).orElse(Double.NaN)),
                    text(trial.resource()),
                    trial.started().map(Instant::toString).orElse(""),
                    text(Trials.seconds(trial)),
                    Trials.reason(trial)));
            Map<String, Object> values = trial.configuration().toJson();
            parameters.forEach(name -> cells.add(String.valueOf(values.getOrDefault(name, ""))));
            csv.writeRecord(cells);
        }
        csv.flush();
    }

    /** An object with the study's name, goal and space, and everything that is known of each trial. */
    public void json(Writer to) throws IOException {
        Map<String, Object> study = new LinkedHashMap<>();
        study.put("study", definition.name());
        study.put("goal", definition.goal().name().toLowerCase(Locale.ROOT));
        study.put("seed", definition.seed());
        study.put("notes", definition.notes());
        study.put("space", JSON.readTree(definition.space().toJson()));
        study.put("trials", trials.stream().map(TrialJson::write).toList());
        to.write(JSON.writeValueAsString(study));
        to.write(System.lineSeparator());
    }

    private static String state(TrialRecord trial) {
        return trial.state().name().toLowerCase(Locale.ROOT);
    }

    private static String text(double x) {
        return Double.isNaN(x) ? "" : Double.toString(x);
    }
}
