package io.trainyard.engine;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** One node's computation on ND4J arrays, for a node with one input. Leaves what it is given as it is. */
interface Step {

    INDArray forward(INDArray input, boolean training, LayerWorkspaceMgr workspace);

    /**
     * Follows a forward pass in training.
     *
     * @param gradient of the loss for the output
     * @return that for the input; null where nobody asks for it
     */
    @Nullable
    INDArray backward(INDArray gradient, LayerWorkspaceMgr workspace);

    /** A layer of DL4J's. */
    record OfLayer(Layer layer) implements Step {

        @Override
        public INDArray forward(INDArray input, boolean training, LayerWorkspaceMgr workspace) {
            layer.setInput(input, workspace);
            return dense(layer.activate(training, workspace));
        }

        @Override
        public @Nullable INDArray backward(INDArray gradient, LayerWorkspaceMgr workspace) {
            INDArray ofInput = layer.backpropGradient(gradient, workspace).getSecond();
            return ofInput == null ? null : dense(ofInput);
        }

        /** DL4J's dilated convolution gives permuted views, whose strides ND4J's other operations misread in silence. */
        private static INDArray dense(INDArray array) {
            return array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array) ? array : array.dup('c');
        }
    }

    /** An activation; DL4J's layer for it overwrites its input when it predicts. */
    @NullUnmarked
    final class OfActivation implements Step {

        private final IActivation function;
        private INDArray input;

        OfActivation(IActivation function) {
            this.function = function;
        }

        @Override
        public INDArray forward(INDArray input, boolean training, LayerWorkspaceMgr workspace) {
            this.input = input;
            return function.getActivation(input.dup(), training);
        }

        @Override
        public INDArray backward(INDArray gradient, LayerWorkspaceMgr workspace) {
            return function.backprop(input.dup(), gradient).getFirst();
        }
    }
}
