package io.trainyard.engine;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An optimizer at work on a network's parameters. */
interface Update {

    /** Vectors as long as the parameters' that a checkpoint must keep. */
    List<INDArray> states();

    /**
     * Moves the parameters by the gradients, which it may use up.
     *
     * @param iteration 1-based
     * @return whether all parameters are numbers still
     */
    boolean apply(double learningRate, long iteration);
}
