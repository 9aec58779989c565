package dev.retune.learner;

import dev.retune.data.ColumnType;
import dev.retune.data.Dataset;
import dev.retune.data.Field;
import dev.retune.data.FittedPreprocessing;
import dev.retune.data.FittedPreprocessing.Encoding;
import dev.retune.data.FittedPreprocessing.OneHot;
import dev.retune.data.FittedPreprocessing.Scaled;
import dev.retune.data.Preprocessing;
import dev.retune.data.Schema;
import dev.retune.data.Task;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns that a model was trained on: their schema, and how features become a matrix of numbers. For authors of
 * learners.
 *
 * @param schema of the training rows
 * @param preprocessing fitted on the training rows
 */
public record Features(Schema schema, FittedPreprocessing preprocessing) {

    /**
     * Fits the preprocessing to the training rows, by {@link Preprocessing#standard}.
     *
     * @throws IllegalArgumentException if there are no rows, or the target has a single class
     */
    public static Features fit(Dataset training) {
        if (training.task() == Task.CLASSIFICATION && training.classes().size() < 2) {
            throw new IllegalArgumentException("target '" + training.target().name() + "' has the classes "
                    + training.classes() + " only; classification needs two or more");
        }
        return new Features(training.schema(), Preprocessing.standard().fit(training));
    }

    /** The number of classes of a classification. */
    public int classes() {
        return ((Field.Categorical) schema.target()).levels().size();
    }

    /**
     * The features of these rows as numbers, {@code [row][column]}.
     *
     * @throws IllegalArgumentException if a feature is absent, or is of another type
     */
    public float[][] inputs(Dataset rows) {
        return preprocessing.apply(rows);
    }

    /** Writes all of it. @throws IOException if that fails */
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(schema.features().size());
        for (Field feature : schema.features()) {
            writeField(out, feature);
        }
        writeField(out, schema.target());
        out.writeInt(preprocessing.encodings().size());
        for (Encoding encoding : preprocessing.encodings()) {
            writeEncoding(out, encoding);
        }
    }

    /** Reads what {@link #write} wrote. @throws IOException if that fails */
    public static Features read(DataInputStream in) throws IOException {
        List<Field> fields = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            fields.add(readField(in));
        }
        Schema schema = new Schema(fields, readField(in));
        List<Encoding> encodings = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            encodings.add(readEncoding(in));
        }
        return new Features(schema, new FittedPreprocessing(encodings));
    }

    private static void writeField(DataOutputStream out, Field field) throws IOException {
        out.writeUTF(field.name());
        out.writeUTF(field.type().name());
        if (field instanceof Field.Categorical categorical) {
            writeTexts(out, categorical.levels());
        }
    }

    private static Field readField(DataInputStream in) throws IOException {
        String name = in.readUTF();
        ColumnType type = typeNamed(in.readUTF());
        return type == ColumnType.CATEGORICAL
                ? new Field.Categorical(name, readTexts(in))
                : new Field.Numeric(name, type);
    }

    private static ColumnType typeNamed(String name) throws IOException {
        try {
            return ColumnType.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IOException("unknown type of column '" + name + "'", e);
        }
    }

    private static void writeEncoding(DataOutputStream out, Encoding encoding) throws IOException {
        out.writeUTF(encoding.name());
        out.writeBoolean(encoding instanceof OneHot);
        if (encoding instanceof OneHot oneHot) {
            writeTexts(out, oneHot.levels());
            out.writeInt(oneHot.missing());
        } else if (encoding instanceof Scaled scaled) {
            out.writeDouble(scaled.fill());
            out.writeDouble(scaled.shift());
            out.writeDouble(scaled.scale());
        }
    }

    private static Encoding readEncoding(DataInputStream in) throws IOException {
        String name = in.readUTF();
        return in.readBoolean()
                ? new OneHot(name, readTexts(in), in.readInt())
                : new Scaled(name, in.readDouble(), in.readDouble(), in.readDouble());
    }

    private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
