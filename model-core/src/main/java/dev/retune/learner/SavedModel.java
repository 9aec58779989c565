package dev.retune.learner;

import dev.retune.data.DataReader;
import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.data.Table;
import dev.retune.validation.Predictions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A model to be kept: with the columns that it was trained on, how it was made, and what is worth knowing of it. Immutable.
 *
 * <pre>{@code
 * SavedModel model = SavedModel.read(Path.of("churn.model"));
 * Predictions predictions = model.predict(model.reader().table(Path.of("new.csv")));
 * }</pre>
 *
 * <p>Rows to predict need the features that it was trained on, by name, and may have others. A missing cell is one that training
 * has seen or could have seen; a level that training has not seen is taken as missing, with a warning in the log.
 *
 * <p>The file is a zip archive of {@code manifest.json}, for people and programs, and {@code model.bin}, for the learner.
 */
public final class SavedModel {

    private final Manifest manifest;
    private final Model model;

    SavedModel(Manifest manifest, Model model) {
        this.manifest = manifest;
        this.model = model;
    }

    /**
     * A model made now.
     *
     * @param learner the name of a learner among {@link Learners}
     * @param schema of the rows that it was trained on
     * @param hyperparameters texts, numbers or booleans, by name
     * @param facts what else is worth knowing, such as its scores: texts, numbers or booleans, by name
     */
    public static SavedModel of(
            String learner, Model model, Schema schema, Map<String, ?> hyperparameters, Map<String, ?> facts) {
        String version = SavedModel.class.getPackage().getImplementationVersion();
        return new SavedModel(
                new Manifest(
                        version == null ? "development" : version,
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        learner,
                        Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters)),
                        schema,
                        Collections.unmodifiableMap(new LinkedHashMap<>(facts))),
                model);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if there is no such file, it is no model, damaged or of a newer format, or its learner is not
     *     on the class path
     * @throws UncheckedIOException if reading fails
     */
    public static SavedModel read(Path file) {
        return ModelFile.read(file);
    }

    /**
     * Writes it to a file, in place of what was there; a reader sees the old file or the new one.
     *
     * @throws UncheckedIOException if writing fails
     */
    public void write(Path file) {
        Path part = file.toAbsolutePath().resolveSibling(".retune-" + UUID.randomUUID() + ".part");
        try {
            Files.write(part, ModelFile.bytes(manifest, model.toBytes()), StandardOpenOption.CREATE_NEW);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write '" + file + "': " + e.getMessage(), e);
        }
    }

    /** What it predicts, and what from. */
    public Schema schema() {
        return manifest.schema();
    }

    /** The name of what learned it. */
    public String learner() {
        return manifest.learner();
    }

    /** With which values. */
    public Map<String, Object> hyperparameters() {
        return manifest.hyperparameters();
    }

    /** What else is known of it, such as its scores. */
    public Map<String, Object> facts() {
        return manifest.facts();
    }

    /** When it was made. */
    public Instant created() {
        return manifest.created();
    }

    /** The version of Retune that made it. */
    public String version() {
        return manifest.version();
    }

    /** A reader of files with rows to predict. */
    public DataReader reader() {
        return DataReader.of(schema());
    }

    /**
     * Predicts rows that have the features of {@link #schema}, whatever the target says there.
     *
     * @throws dev.retune.data.DataException naming a feature that is absent, or of another type
     */
    public Predictions predict(Dataset rows) {
        return model.predict(rows.as(schema()));
    }

    /**
     * Predicts rows that have the features of {@link #schema}.
     *
     * @throws dev.retune.data.DataException naming a feature that is absent, or of another type
     */
    public Predictions predict(Table rows) {
        return model.predict(rows.as(schema()));
    }
}
