package dev.retune;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.tools.ToolProvider;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Retune as a named module: applications that require it, and nothing else, are compiled and started on the module
 * path.
 */
class ModuleTest {

    private static final String PROGRAM = """
            package app;

            import dev.retune.budget.Budget;
            import dev.retune.space.*;
            import dev.retune.store.*;
            import dev.retune.store.jdbc.JdbcStore;
            import dev.retune.study.*;
            import java.nio.file.Path;

            public class Main {

                static final RealParameter X = Parameter.real("x", 1e-3, 1).log();
                static final ChoiceParameter<String> KIND = Parameter.choice("kind", "a", "b");

                static Study run(StudyStore store, int trials) {
                    SearchSpace space = SearchSpace.builder().add(X).add(KIND).constraint("x < 0.9").build();
                    Study study = Study.over(space).budget(Budget.trials(trials)).seed(1).store(store, "s").build();
                    while (study.isOpen()) {
                        Trial trial = study.ask();
                        trial.report(1, 0.5);
                        study.tell(trial, trial.get(X));
                    }
                    return study;
                }

                public static void main(String[] args) {
                    if (Main.class.getModule().isNamed() && Study.class.getModule().isNamed()) {
                        System.out.println("named");
                    }
                    if (args.length == 0) {
                        System.out.println(run(new InMemoryStore(), 12).trials().size());
                        return;
                    }
                    for (int trials = 4; trials <= 8; trials += 4) {
                        try (JdbcStore store = JdbcStore.sqlite(Path.of("retune.db"))) {
                            System.out.println(run(store, trials).trials().size() + " " + store.problems());
                        } catch (StoreException e) {
                            System.out.println(e.getMessage());
                        }
                    }
                    try {
                        JdbcStore.postgres("postgresql://nowhere.invalid/x");
                    } catch (StoreException e) {
                        System.out.println(e.getMessage());
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private Path classes;

    @BeforeEach
    void nameTheClasses() {
        classes = folder.resolve("classes");
    }

    private static String path(String... drivers) {
        return EmbeddingTest.join(Stream.of(
                        Stream.of(EmbeddingTest.retune()),
                        EmbeddingTest.inMemory().stream(),
                        EmbeddingTest.libraries(List.of(drivers)).stream())
                .flatMap(paths -> paths));
    }

    /** What the compiler says. */
    private String compile(String program) throws Exception {
        Path module =
                Files.writeString(folder.resolve("module-info.java"), "module app { requires dev.retune.optimizer; }");
        Path main = Files.writeString(folder.resolve("Main.java"), program);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        "--module-path",
                        path(),
                        "-d",
                        classes.toString(),
                        "-proc:none",
                        module.toString(),
                        main.toString());
        return messages.toString(StandardCharsets.UTF_8);
    }

    private List<String> run(String path, String... arguments) throws Exception {
        String modules = path + java.io.File.pathSeparator + classes;
        return EmbeddingTest.java(
                        folder,
                        Stream.concat(Stream.of("--module-path", modules, "-m", "app/app.Main"), Stream.of(arguments))
                                .toArray(String[]::new))
                .stream()
                // newer JDKs warn of natives
                .filter(line -> !line.startsWith("SLF4J") && !line.startsWith("WARNING:") && !line.isEmpty())
                .toList();
    }

    @Test
    void application_withAStudyInMemory_starts() throws Exception {
        assertThat(compile(PROGRAM)).isEmpty();

        assertThat(run(path())).containsExactly("named", "12");
    }

    @Test
    void application_withDriversOnTheModulePath_keepsStudies() throws Exception {
        assertThat(compile(PROGRAM)).isEmpty();

        assertThat(run(path("sqlite-jdbc", "postgresql"), "stores"))
                .containsExactly(
                        "named",
                        "4 []",
                        "8 []",
                        "The store postgresql://nowhere.invalid/x cannot be reached (there is no host nowhere.invalid):"
                                + " check the address");
    }

    @Test
    void application_withoutDrivers_isToldWhatToAdd() throws Exception {
        assertThat(compile(PROGRAM)).isEmpty();

        assertThat(run(path(), "stores"))
                .hasSize(4)
                .satisfies(lines -> assertThat(lines.subList(1, 3))
                        .allMatch(line -> line.contains("add the dependency org.xerial:sqlite-jdbc:")))
                .last()
                .asString()
                .contains("add the dependency org.postgresql:postgresql:");
    }

    @Test
    void application_ofWhatIsInternal_doesNotCompile() throws Exception {
        assertThat(compile("package app; class Main { dev.retune.internal.numerics.Sobol sobol; }"))
                .contains("package dev.retune.internal.numerics is not visible");
    }
}
