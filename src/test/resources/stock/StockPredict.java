import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Loads a model zip with stock DL4J and prints its probabilities, one a line: MODEL IMAGES SIZE HEIGHT WIDTH CHANNELS. */
public class StockPredict {

    public static void main(String[] arguments) throws Exception {
        try {
            Class.forName("io.trainyard.engine.Engines");
            throw new IllegalStateException("Trainyard is on the class path");
        } catch (ClassNotFoundException expected) {
            // as it should be
        }
        FloatBuffer values = ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments[1]))).asFloatBuffer();
        float[] images = new float[values.remaining()];
        values.get(images);
        long[] shape = new long[4];
        for (int i = 0; i < 4; i++) {
            shape[i] = Long.parseLong(arguments[2 + i]);
        }
        INDArray probabilities = predict(new File(arguments[0]), Nd4j.create(images, shape, 'c'));
        for (float probability : probabilities.dup('c').data().asFloat()) {
            System.out.println("probability " + probability);
        }
    }

    private static INDArray predict(File model, INDArray images) throws IOException {
        if (isGraph(model)) {
            ComputationGraph network = ModelSerializer.restoreComputationGraph(model, false);
            return network.outputSingle(images);
        }
        MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(model, false);
        return network.output(images);
    }

    private static boolean isGraph(File model) throws IOException {
        try (ZipFile zip = new ZipFile(model);
                InputStream configuration = zip.getInputStream(zip.getEntry("configuration.json"))) {
            return new String(configuration.readAllBytes(), StandardCharsets.UTF_8).contains("\"networkInputs\"");
        }
    }
}
