package dev.retune.execution.program;

import dev.retune.internal.text.NearestName;
import dev.retune.space.Parameter;
import dev.retune.space.SearchSpace;
import dev.retune.study.Objective;
import dev.retune.study.Trial;
import dev.retune.study.TrialFailedException;
import dev.retune.study.TrialPrunedException;
import dev.retune.trial.Measurement;
import dev.retune.trial.MeasurementParts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command: one process per trial. Its arguments may name parameters, and {@code trial}, {@code seed},
 * {@code resource} and {@code workdir}, in braces: {@code --rate={learningRate}}; an argument that names an inactive
 * parameter is left out. The same values are in its environment ({@code RETUNE_LEARNINGRATE}), and as JSON on its
 * standard input: <code>{"trial":7,"params":{...},"seed":123,"workdir":"..."}</code>.
 *
 * <p>It prints {@code report STEP VALUE} any number of times, and at last {@code score VALUE}, or
 * {@code scores V1 V2 ...} for the scores of folds or of repeats; in a study with several metrics one line
 * {@code metric NAME VALUE ...} each. {@code cost VALUE} is the cost of the trial. All other lines only go to the
 * trial's log. A non-zero exit status, a missing score or a timeout fails the trial. When it ends, all processes that
 * it started are ended, too.
 */
public final class CommandObjective implements Objective {

    private final Program program;
    private final List<Template> arguments;

    private CommandObjective(Program program, List<Template> arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    /**
     * @param space of the studies that it is run on
     * @throws IllegalArgumentException if the program is not found, or an argument names what is no parameter of the
     *     space
     */
    public static CommandObjective of(Program program, SearchSpace space) {
        ProcessLauncher.check(program);
        List<Template> arguments =
                program.arguments().stream().map(Template::of).toList();
        checkNames(arguments, space);
        checkConditional(program.arguments(), arguments, space);
        return new CommandObjective(program, arguments);
    }

    private static void checkNames(List<Template> arguments, SearchSpace space) {
        Map<String, String> variables = new HashMap<>();
        Assignment.OWN.forEach(name -> variables.put(Assignment.variable(name), name));
        for (Parameter<?> parameter : space.parameters()) {
            String name = parameter.name();
            String other = variables.putIfAbsent(Assignment.variable(name), name);
            if (other != null) {
                throw new IllegalArgumentException(
                        "parameter '%s' would be %s in the program's environment, as is %s: give it another name"
                                .formatted(
                                        name,
                                        Assignment.variable(name),
                                        Assignment.OWN.contains(other)
                                                ? "what {%s} stands for".formatted(other)
                                                : "parameter '" + other + "'"));
            }
        }
        List<String> known = List.copyOf(variables.values());
        for (Template argument : arguments) {
            for (String name : argument.names()) {
                if (!known.contains(name)) {
                    throw new IllegalArgumentException(
                            "the command names '{%s}', which is no parameter%s; write {{ for a brace"
                                    .formatted(
                                            name,
                                            NearestName.hintOrList(
                                                    name,
                                                    known.stream().sorted().toList())));
                }
            }
        }
    }

    /** An option must not remain when its value is left out. */
    private static void checkConditional(List<String> texts, List<Template> arguments, SearchSpace space) {
        Set<String> conditional = Stream.iterate(0, i -> i < space.parameters().size(), i -> i + 1)
                .filter(i -> !space.conditions(i).isEmpty())
                .map(i -> space.parameters().get(i).name())
                .collect(Collectors.toSet());
        for (int i = 1; i < arguments.size(); i++) {
            String before = texts.get(i - 1);
            if (arguments.get(i).isOnly(conditional)
                    && before.startsWith("-")
                    && arguments.get(i - 1).names().isEmpty()) {
                throw new IllegalArgumentException(
                        "'%s' would be left without its value where %s is inactive: write '%s=%s', one argument"
                                .formatted(before, texts.get(i), before, texts.get(i)));
            }
        }
    }

    @Override
    public Measurement evaluate(Trial trial) throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(program.timeout());
        try (TrialWorkspace workspace = TrialWorkspace.of(program, trial)) {
            Assignment assignment = workspace.assignment();
            List<String> filled = new ArrayList<>();
            arguments.forEach(argument -> argument.fill(assignment.texts()).ifPresent(filled::add));
            try (ManagedProcess child = ManagedProcess.start(
                    program, filled, assignment.environment(), workspace.log(), ScoreLine::counts)) {
                child.tell(assignment.json(), trial, deadline);
                child.tellNoMore();
                return listen(child, trial, deadline);
            }
        }
    }

    private static Measurement listen(ManagedProcess child, Trial trial, Deadline deadline)
            throws InterruptedException {
        MeasurementParts measured = new MeasurementParts();
        Optional<String> odd = Optional.empty();
        for (Optional<String> line = child.next(trial, deadline);
                line.isPresent();
                line = child.next(trial, deadline)) {
            try {
                Optional<ProgramMessage.ReportMessage> report = ScoreLine.read(line.get(), measured, trial.goals());
                if (report.isPresent()) {
                    report(child, trial, report.get());
                }
            } catch (NumberFormatException e) {
                if (ScoreLine.isMeasurement(line.get(), trial.goals())) {
                    throw child.failure(
                                    "the line '%s' cannot be read: it must be 'metric NAME VALUE...' or 'cost VALUE'"
                                            .formatted(line.get()))
                            .costing(measured.cost());
                }
                odd = line;
            } catch (TrialPrunedException e) {
                return reached(trial, measured.cost()).orElseThrow(() -> e);
            }
        }
        if (!child.succeeded()) {
            throw child.failure(child.status()).costing(measured.cost());
        }
        if (measured.isEmpty()) {
            throw child.failure("no score: it ended without a line 'score VALUE'"
                            + odd.map(" (but printed '%s')"::formatted).orElse(""))
                    .costing(measured.cost());
        }
        return TrialWorkspace.complete(build(measured, child), trial, child);
    }

    /** The last report of a pruned trial, if it reported its cost. */
    private static Optional<Measurement> reached(Trial trial, OptionalDouble cost) {
        return cost.isEmpty()
                ? Optional.empty()
                : trial.lastReport()
                        .map(report ->
                                Measurement.of(report.metric(), report.value()).cost(cost.getAsDouble()));
    }

    private static Measurement build(MeasurementParts measured, ManagedProcess child) {
        try {
            return measured.build();
        } catch (IllegalArgumentException e) { // a negative cost, or an invalid name
            throw child.failure(String.valueOf(e.getMessage()));
        }
    }

    private static void report(ManagedProcess child, Trial trial, ProgramMessage.ReportMessage report)
            throws TrialFailedException {
        try {
            trial.report(report.step(), report.metric(), report.value());
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw child.failure(
                    trial.goals().isSingle() ? message : message + ", in a line 'report STEP METRIC VALUE'");
        }
    }
}
