package dev.retune.learner;

import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.validation.Predictions;

/** The model of one of several learners, with that learner's name. */
record AnyModel(String learner, Model model) implements Model {

    static final String KIND = "any model";

    @Override
    public Schema schema() {
        return model.schema();
    }

    @Override
    public Predictions predict(Dataset rows) {
        return model.predict(rows);
    }

    @Override
    public byte[] toBytes() {
        byte[] bytes = model.toBytes();
        return SealedBytes.seal(KIND, out -> {
            out.writeUTF(learner);
            BinaryArrays.write(out, bytes);
        });
    }
}
