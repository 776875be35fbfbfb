package io.trainyard.golden;

import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import org.bytedeco.pytorch.Tensor;

/** A residual block: a module with the children {@code layers} and {@code shortcut}. */
final class TorchResidual extends org.bytedeco.pytorch.Module {

    private final TorchSequential layers;
    private final TorchSequential shortcut;
    private final boolean inPlace;

    TorchResidual(Layer.Residual block, Shape input) {
        this.layers = register_module("layers", new TorchSequential(input, block.layers()));
        this.shortcut = register_module("shortcut", new TorchSequential(input, block.shortcut()));
        this.inPlace =
                TorchSequential.isNeededNoMore(block.layers().get(block.layers().size() - 1));
    }

    Tensor forward(Tensor input) {
        Tensor main = layers.forward(input);
        Tensor other = shortcut.forward(input);
        return inPlace ? main.add_(other) : main.add(other);
    }
}
