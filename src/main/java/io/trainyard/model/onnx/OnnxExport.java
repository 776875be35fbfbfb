package io.trainyard.model.onnx;

import io.trainyard.model.CheckpointTensors;
import io.trainyard.spec.ImageShape;
import io.trainyard.spec.ModelSpec;
import io.trainyard.spec.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * A model file for ONNX Runtime and its like. It takes {@value #INPUT}, pixels in [0,1], [batch, channels, height, width],
 * and gives {@value #PROBABILITIES} and {@value #LOGITS}, [batch, classes]; the standardization of the pixels is inside.
 * Equal checkpoints give equal bytes.
 *
 * @param input shape of one image
 * @param metadata what the file says about itself, by key
 */
public record OnnxExport(ImageShape input, ModelSpec model, Map<String, String> metadata) {

    public static final String INPUT = "images";
    public static final String PROBABILITIES = "probabilities";
    public static final String LOGITS = "logits";

    /** Of ONNX 1.16. What later ones add, number types apart, is not used here, and runtimes that lack them are about. */
    public static final int OPSET = 21;

    private static final int IR_VERSION = 10;

    /**
     * Reads a checkpoint file and writes the model, row by row.
     *
     * @throws IllegalArgumentException if the checkpoint is another network's
     * @throws io.trainyard.model.OldCheckpointException if it does not say where its tensors lie
     */
    public void write(InputStream checkpoint, OutputStream out) throws IOException {
        try (CheckpointTensors tensors = CheckpointTensors.open(checkpoint)) {
            model(tensors).writeTo(out);
            tensors.finish();
        }
    }

    /** As ModelProto. */
    private Message model(CheckpointTensors tensors) {
        Message file = new Message()
                .number(1, IR_VERSION)
                .text(2, "trainyard")
                .text(3, metadata.getOrDefault("trainyard_version", ""))
                .message(7, graph(tensors))
                .message(8, new Message().text(1, "").number(2, OPSET));
        metadata.forEach(
                (key, value) -> file.message(14, new Message().text(1, key).text(2, value)));
        return file;
    }

    private Message graph(CheckpointTensors tensors) {
        GraphBuilder graph = new GraphBuilder();
        Weights weights = new Weights(tensors);
        Value images = new Value(INPUT, Shape.of(input), null);
        Value pixels = new PixelTranslator(graph).translate(tensors.pixels(), images);
        Value logits = new NetworkTranslator(graph, weights).translate(model.layers(), pixels);
        Value probabilities =
                graph.add("Softmax", PROBABILITIES, List.of(logits.name()), logits.shape(), Attribute.of("axis", 1));
        weights.addTo(graph);
        return graph.build("network", images, List.of(probabilities, logits));
    }
}
