package io.trainyard.engine.network;

import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import java.util.List;

/**
 * One step of a network's forward pass.
 *
 * @param path where the layer stands in the spec, as PyTorch would name it: {@code 4} or {@code 4.shortcut.0}; an addition
 *     has its block's
 * @param operation what is done; {@link Add} for the end of a residual block
 * @param inputs indices of the nodes whose output this one takes; {@link #IMAGES} for the batch itself
 * @param input one example's shape, of each input
 * @param output one example's
 */
public record Node(int index, String path, Operation operation, List<Integer> inputs, Shape input, Shape output) {

    public static final int IMAGES = -1;

    public Node {
        inputs = List.copyOf(inputs);
    }

    public sealed interface Operation permits Apply, Add {}

    /** A layer of the spec, never a residual block. */
    public record Apply(Layer layer) implements Operation {}

    /** The sum of two inputs. */
    public record Add() implements Operation {}

    /** Whether this is a layer of that kind. */
    public boolean is(Class<? extends Layer> kind) {
        return operation instanceof Apply apply && kind.isInstance(apply.layer());
    }
}
