package dev.retune.learner;

import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.validation.Predictions;

/** A model with the name of the learner that was chosen for it. */
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
