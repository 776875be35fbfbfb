package io.trainyard.engine;

import java.lang.reflect.Field;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNBatchNormHelper;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Puts fast kernels into a network's layers. DL4J 1.0.0-M2.1 leaves its oneDNN helpers out even where they are asked
 * for, because it looks for a class that this release no longer has.
 */
final class Kernels {

    private Kernels() {}

    static void install(MultiLayerNetwork network) {
        Layer[] layers = network.getLayers();
        for (int i = 0; i < layers.length; i++) {
            if (layers[i] instanceof ConvolutionLayer conv) {
                layers[i] = new HelperConvolutionLayer(conv);
            } else if (layers[i] instanceof BatchNormalization norm) {
                setHelper(norm, new MKLDNNBatchNormHelper(DataType.FLOAT));
            }
        }
    }

    /** The field is out of reach for subclasses outside DL4J's package. */
    private static void setHelper(BatchNormalization layer, MKLDNNBatchNormHelper helper) {
        try {
            Field field = BatchNormalization.class.getDeclaredField("helper");
            field.setAccessible(true);
            field.set(layer, helper);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This DL4J release keeps batch norm's helper elsewhere", e);
        }
    }

    static String description() {
        return Nd4j.getExecutioner().getEnvironmentInformation().toString();
    }
}
