package io.trainyard.engine;

import io.trainyard.engine.network.Graph;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network as stock DL4J loads it, and what it predicts with. Its parameters lie in the order of ours; only a grouped
 * convolution has more there, zeros between its groups.
 *
 * @param configuration DL4J's JSON; it ends in softmax and cross entropy
 */
record StockNetwork(String configuration, Coefficients layout) {

    static StockNetwork of(Graph graph) {
        return new StockNetwork(
                StockGraph.isNeeded(graph) ? StockGraph.configuration(graph) : StockChain.configuration(graph),
                Coefficients.of(graph));
    }

    /** Room for DL4J's parameter vector, in the shape that it has in a model file; our own memory where that is possible. */
    INDArray room(INDArray parameters) {
        return layout.isIdentity() ? row(parameters) : Nd4j.zeros(DataType.FLOAT, 1, layout.length());
    }

    /** The values of DL4J's parameter vector; in our own memory where that is possible. */
    FloatBuffer coefficients(FloatBuffer parameters) {
        return layout.isIdentity() ? parameters : FloatBuffer.wrap(layout.spread(parameters));
    }

    /** Undoes {@link #coefficients}. */
    void takeFrom(INDArray coefficients, INDArray parameters) {
        if (!layout.isIdentity()) {
            layout.gather(coefficients, parameters);
        }
    }

    private static INDArray row(INDArray vector) {
        return vector.reshape(1, vector.length());
    }
}
