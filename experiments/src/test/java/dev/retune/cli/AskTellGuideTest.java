package dev.retune.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What the guide to ask-tell shows is what happens. */
class AskTellGuideTest {

    private static final Path GUIDE = Path.of("docs", "ask-tell.md");
    private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    private static List<String> blocks(String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(GUIDE));
        while (block.find()) {
            if (block.group(1).equals(language)) {
                blocks.add(block.group(2));
            }
        }
        return blocks;
    }

    static List<String> conversations() throws IOException {
        return blocks("");
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void conversation_isAnsweredAsShown(String conversation) throws IOException {
        List<String> requests = conversation
                .lines()
                .filter(line -> line.startsWith("> "))
                .map(line -> line.substring(2))
                .toList();
        List<String> answers = conversation
                .lines()
                .filter(line -> line.startsWith("< "))
                .map(line -> line.substring(2))
                .toList();

        Cli.Result result = new Cli(folder).runWith(String.join("\n", requests) + "\n", "ask-tell");

        assertThat(result.lines()).hasSameSizeAs(answers);
        for (int i = 0; i < answers.size(); i++) {
            String shown = answers.get(i)
                    .lines()
                    .flatMap(line -> Pattern.compile("\\.\\.\\.").splitAsStream(line))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            assertThat(result.lines().get(i)).matches(shown);
        }
    }

    @Test
    @Timeout(120)
    void client_inPython_findsTheBest() throws Exception {
        List<String> scripts = blocks("python");
        assertThat(scripts).hasSize(1);
        Path script = Files.writeString(folder.resolve("client.py"), scripts.get(0));
        assumeTrue(hasPython(), "python3 is not installed");
        ProcessBuilder builder = new ProcessBuilder("python3", script.toString())
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors").toFile());
        builder.environment()
                .put(
                        "RETUNE",
                        "%s -cp %s dev.retune.cli.Main"
                                .formatted(
                                        Path.of(System.getProperty("java.home"), "bin", "java"),
                                        System.getProperty("java.class.path")));

        Process client = builder.start();
        String out = new String(client.getInputStream().readAllBytes());

        assertThat(client.waitFor())
                .as(Files.readString(folder.resolve("errors")))
                .isZero();
        JsonNode best = JsonMapper.shared().readTree(out);
        assertThat(best.get("value").doubleValue()).isLessThan(0.05);
        assertThat(scripts.get(0).lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(20);
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            Process version = new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 8))")
                    .redirectErrorStream(true)
                    .start();
            return version.waitFor(20, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
