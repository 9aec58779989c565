package dev.retune.learner;

import dev.retune.data.DataReader;
import dev.retune.data.Dataset;
import dev.retune.data.Reading;
import dev.retune.data.Schema;
import dev.retune.data.Table;
import dev.retune.internal.text.BuildVersion;
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
 * A model with the schema of its training rows, its hyperparameters and further facts, which can be saved to a file.
 * Immutable.
 *
 * <pre>{@code
 * SavedModel model = SavedModel.read(Path.of("churn.model"));
 * Predictions predictions = model.predict(model.reader().table(Path.of("new.csv")));
 * }</pre>
 *
 * <p>Rows to predict need the features of the training rows, by name, and may have further columns. Missing cells are
 * allowed. A level that the training rows did not have counts as missing, with a warning in the log.
 *
 * <p>The file is a zip archive of {@code manifest.json} (the description) and {@code model.bin} (the bytes of
 * {@link Model#toBytes}).
 */
public final class SavedModel {

    private final Manifest manifest;
    private final Model model;

    SavedModel(Manifest manifest, Model model) {
        this.manifest = manifest;
        this.model = model;
    }

    /**
     * A model with the current time and version.
     *
     * @param learner the name of a learner among {@link Learners}
     * @param rows that it was trained on, or a part of them: the model keeps their schema and how they were read
     * @param hyperparameters texts, numbers or booleans, by name
     * @param facts further facts, such as its scores: texts, numbers or booleans, by name
     */
    public static SavedModel of(
            String learner, Model model, Dataset rows, Map<String, ?> hyperparameters, Map<String, ?> facts) {
        return new SavedModel(
                new Manifest(
                        BuildVersion.of(SavedModel.class),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        learner,
                        Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters)),
                        rows.schema(),
                        rows.reading(),
                        Collections.unmodifiableMap(new LinkedHashMap<>(facts))),
                model);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if there is no such file, it is not a model, is damaged or has a newer format,
     *     or its learner is unknown
     * @throws UncheckedIOException if reading fails
     */
    public static SavedModel read(Path file) {
        return ModelFile.read(file);
    }

    /**
     * Writes the model to a file and replaces an existing one atomically.
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

    /** The schema of the training rows. */
    public Schema schema() {
        return manifest.schema();
    }

    /** How the training rows were read. */
    public Reading reading() {
        return manifest.reading();
    }

    /** The name of the learner. */
    public String learner() {
        return manifest.learner();
    }

    /** The hyperparameters that it was trained with. */
    public Map<String, Object> hyperparameters() {
        return manifest.hyperparameters();
    }

    /** Further facts, such as its scores. */
    public Map<String, Object> facts() {
        return manifest.facts();
    }

    /** When the model was made. */
    public Instant created() {
        return manifest.created();
    }

    /** The version of Retune that made the model. */
    public String version() {
        return manifest.version();
    }

    /** A reader for files of rows to predict: as the training rows were read, unless its options say otherwise. */
    public DataReader reader() {
        return DataReader.of(schema(), reading());
    }

    /**
     * Predicts rows that have the features of {@link #schema}. Their target is not read.
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
