package dev.retune.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.retune.exchange.TrialJson;
import dev.retune.space.Parameter;
import dev.retune.store.StudyDefinition;
import dev.retune.trial.Goals;
import dev.retune.trial.GoalsJson;
import dev.retune.trial.Measurement;
import dev.retune.trial.MetricValue;
import dev.retune.trial.Outcome;
import dev.retune.trial.Ranking;
import dev.retune.trial.Target;
import dev.retune.trial.TrialRecord;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/** All trials of a study, as programs read them. */
public final class TrialExport {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final String FORMULA = "=+-@\t\r";
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*(E[+-]?\\d+)?|Infinity)");

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
     * A line a trial, after a header: {@code trial}, {@code state}, {@code value}, {@code standardError}, {@code
     * resource}, {@code started}, {@code seconds}, {@code reason}, and each parameter as {@code params.NAME}. What is
     * not there is empty. With several targets, {@code metrics.NAME} and {@code standardErrors.NAME} of each in place
     * of value and standard error; where there are limits or constraints, also {@code metrics.NAME} of what they limit,
     * {@code constraints.NAME} and {@code feasible}; and {@code cost} where it was told.
     *
     * @param isRaw whether texts that begin like a formula are left as they are, rather than preceded by an apostrophe
     */
    public void csv(Writer to, boolean isRaw) throws IOException {
        List<Column> columns = columns();
        CsvWriter csv = CsvWriter.builder().build(to);
        List<String> parameters =
                definition.space().parameters().stream().map(Parameter::name).toList();
        List<String> header = new ArrayList<>(columns.stream().map(Column::name).toList());
        parameters.forEach(name -> header.add("params." + name));
        csv.writeRecord(isRaw ? header : withoutFormulas(header));
        for (TrialRecord trial : trials) {
            List<String> cells = new ArrayList<>();
            columns.forEach(column -> cells.add(column.cell().apply(trial)));
            Map<String, Object> values = trial.configuration().toJson();
            parameters.forEach(name -> cells.add(String.valueOf(values.getOrDefault(name, ""))));
            csv.writeRecord(isRaw ? cells : withoutFormulas(cells));
        }
        csv.flush();
    }

    private static List<String> withoutFormulas(List<String> cells) {
        return cells.stream().map(TrialExport::withoutFormula).toList();
    }

    /** A spreadsheet would compute a text that begins like a formula; an apostrophe before it prevents that. */
    private static String withoutFormula(String cell) {
        boolean isSuspicious = !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0;
        return isSuspicious && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
    }

    /** A column: its name, and what it says of a trial. */
    private record Column(String name, Function<TrialRecord, String> cell) {}

    private List<Column> columns() {
        Goals goals = definition.goals();
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("trial", trial -> String.valueOf(trial.number())));
        columns.add(new Column("state", TrialExport::state));
        if (goals.isSingle()) {
            columns.add(new Column("value", trial -> text(trial.value())));
            columns.add(new Column("standardError", trial -> text(error(trial))));
        }
        for (String metric : goals.metrics()) {
            if (!goals.isSingle() || !metric.equals(goals.target().metric())) {
                columns.add(new Column("metrics." + metric, trial -> text(value(trial, metric, MetricValue::value))));
            }
        }
        if (!goals.isSingle()) {
            for (Target target : goals.targets()) {
                columns.add(new Column(
                        "standardErrors." + target.metric(),
                        trial -> text(value(trial, target.metric(), MetricValue::standardError))));
            }
        }
        Set<String> constraints = constraints();
        constraints.forEach(name -> columns.add(new Column("constraints." + name, trial -> constraint(trial, name))));
        if (!constraints.isEmpty() || !goals.limits().isEmpty()) {
            columns.add(new Column("feasible", this::feasible));
        }
        columns.add(new Column("resource", trial -> text(trial.resource())));
        columns.add(new Column(
                "started", trial -> trial.started().map(Instant::toString).orElse("")));
        columns.add(new Column("seconds", trial -> text(trial.seconds().orElse(Double.NaN))));
        if (trials.stream().anyMatch(trial -> told(trial).isPresent())) {
            columns.add(new Column("cost", trial -> text(told(trial).orElse(Double.NaN))));
        }
        columns.add(new Column(
                "reason", trial -> trial.outcome().flatMap(Outcome::why).orElse("")));
        return columns;
    }

    private static double error(TrialRecord trial) {
        return trial.measurement().map(Measurement::standardError).orElse(Double.NaN);
    }

    private static double value(TrialRecord trial, String metric, ToDoubleFunction<MetricValue> of) {
        return trial.measurement()
                .flatMap(measured -> measured.metric(metric))
                .map(of::applyAsDouble)
                .orElse(Double.NaN);
    }

    private static OptionalDouble told(TrialRecord trial) {
        return trial.outcome().map(Outcome::toldCost).orElse(OptionalDouble.empty());
    }

    private Set<String> constraints() {
        Set<String> names = new LinkedHashSet<>();
        trials.forEach(trial ->
                trial.measurement().ifPresent(m -> names.addAll(m.constraints().keySet())));
        return names;
    }

    private static String constraint(TrialRecord trial, String name) {
        return trial.measurement()
                .map(measured -> measured.constraints().get(name))
                .map(String::valueOf)
                .orElse("");
    }

    private String feasible(TrialRecord trial) {
        return trial.measurement().isEmpty()
                ? ""
                : String.valueOf(Ranking.violation(definition.goals().losses(trial)) <= 0);
    }

    /** An object with the study's name, goals and space, and everything that is known of each trial. */
    public void json(Writer to) throws IOException {
        Map<String, Object> study = new LinkedHashMap<>();
        study.put("study", definition.name());
        study.putAll(GoalsJson.write(definition.goals()));
        study.put("seed", definition.seed());
        study.put("notes", definition.notes());
        study.put("space", JSON.readTree(definition.space().toJson()));
        study.put(
                "trials",
                trials.stream()
                        .map(trial -> TrialJson.write(trial, definition.goals()))
                        .toList());
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
