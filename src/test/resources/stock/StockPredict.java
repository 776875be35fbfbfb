import java.io.File;
import java.nio.FloatBuffer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
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
        MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(new File(arguments[0]), false);
        INDArray probabilities = network.output(Nd4j.create(images, shape, 'c'));
        for (float probability : probabilities.dup('c').data().asFloat()) {
            System.out.println("probability " + probability);
        }
    }
}
