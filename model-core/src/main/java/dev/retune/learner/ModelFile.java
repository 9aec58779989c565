package dev.retune.learner;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The file of a {@link SavedModel}. */
final class ModelFile {

    private static final String MANIFEST = "manifest.json";
    private static final String MODEL = "model.bin";

    private ModelFile() {}

    static byte[] bytes(Manifest manifest, byte[] model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, manifest, MANIFEST, manifest.toJson().getBytes(StandardCharsets.UTF_8));
            add(zip, manifest, MODEL, model);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, Manifest manifest, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(manifest.created().toEpochMilli());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    static SavedModel read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("no file '" + file + "' (looked for "
                    + file.toAbsolutePath().normalize() + ")");
        }
        byte @Nullable [] manifest = null;
        byte @Nullable [] model = null;
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(MANIFEST)) {
                    manifest = zip.readAllBytes();
                } else if (entry.getName().equals(MODEL)) {
                    model = zip.readAllBytes();
                }
            }
        } catch (ZipException | EOFException e) {
            throw new IllegalArgumentException(
                    "the model '" + file + "' is damaged or cut short (" + e.getMessage() + "); take another copy", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read '" + file + "': " + e.getMessage(), e);
        }
        if (manifest == null) {
            throw new IllegalArgumentException("'" + file + "' is not a saved model: it is not a zip archive with a "
                    + MANIFEST + "; 'retune tune' writes models");
        }
        if (model == null) {
            throw new IllegalArgumentException("the model '" + file + "' is damaged: it has no " + MODEL);
        }
        try {
            Manifest about = Manifest.ofJson(new String(manifest, StandardCharsets.UTF_8));
            return new SavedModel(about, Learners.named(about.learner()).read(model));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the model '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }
}
