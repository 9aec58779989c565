package dev.retune.report;

import dev.retune.store.StudyDefinition;
import dev.retune.trial.TrialRecord;
import dev.retune.tuning.StudyFacts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A study as a page: the best configuration and its scores, how the search went, learning curves, what each parameter
 * does, and a table of all trials. One file, which needs no network.
 */
public final class StudyReport {

    private static final String ECHARTS = "META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";
    private static final Pattern PART = Pattern.compile("\\{\\{(\\w+)}}");

    private final StudyDefinition definition;
    private final Map<String, @Nullable Object> data;

    private StudyReport(StudyDefinition definition, Map<String, @Nullable Object> data) {
        this.definition = definition;
        this.data = data;
    }

    /** The page of a study with these trials, values in the user's units. */
    public static StudyReport of(StudyDefinition definition, List<TrialRecord> trials) {
        List<TrialRecord> sorted = trials.stream()
                .sorted(Comparator.comparingInt(TrialRecord::number))
                .toList();
        return new StudyReport(definition, new ReportData(definition, StudyFacts.of(definition), sorted).toJson());
    }

    /** Writes the page, in place of what was there. */
    public void write(Path file) throws IOException {
        Files.writeString(file, html());
    }

    String html() {
        Map<String, String> parts = Map.of(
                "title", escaped(definition.name()),
                "style", resource("report.css"),
                "data", inScript(JsonMapper.shared().writeValueAsString(data)),
                "charts", resource(ECHARTS),
                "script", resource("report.js"));
        return PART.matcher(resource("report.html"))
                .replaceAll(part -> Matcher.quoteReplacement(parts.getOrDefault(part.group(1), "")));
    }

    /** JSON that neither ends nor comments out the script element that it stands in. */
    private static String inScript(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A resource of this package, or of another module if its path begins with {@code META-INF}. */
    private static String resource(String name) {
        try (InputStream in = name.startsWith("META-INF")
                ? StudyReport.class.getClassLoader().getResourceAsStream(name)
                : StudyReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the resource " + name + " is neither on the class path nor in a module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
