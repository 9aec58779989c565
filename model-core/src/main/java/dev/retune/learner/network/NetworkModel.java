package dev.retune.learner.network;

import dev.retune.data.Dataset;
import dev.retune.data.Schema;
import dev.retune.learner.Model;
import dev.retune.learner.SealedBytes;
import dev.retune.validation.Predictions;

/** A trained network with the encoding that was fitted to the training rows. */
record NetworkModel(NetworkEncoding translation, Network network) implements Model {

    private static final String KIND = "network model";

    @Override
    public Schema schema() {
        return translation.schema();
    }

    @Override
    public Predictions predict(Dataset rows) {
        return translation.predictions(network.predict(translation.inputs(rows)));
    }

    @Override
    public byte[] toBytes() {
        byte[] weights = network.toBytes();
        return SealedBytes.seal(KIND, out -> {
            translation.write(out);
            out.writeInt(weights.length);
            out.write(weights);
        });
    }

    static NetworkModel fromBytes(byte[] bytes) {
        return SealedBytes.open(KIND, bytes, in -> {
            NetworkEncoding translation = NetworkEncoding.read(in);
            return new NetworkModel(translation, Network.fromBytes(in.readNBytes(in.readInt())));
        });
    }
}
