package io.trainyard.engine.onednn;

import io.trainyard.engine.vector.Workspace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The memory of all convolutions on Java's vectors in a network.
 *
 * @param inputs all tiles of a batch, where its members share them; of one convolution at a time
 * @param gradients of the outputs, likewise, for the weights' gradient
 * @param backwardInputs the same gradients, as the way back to the input has them
 * @param sums gradients of the weights, by member; of one convolution at a time
 * @param workspaces by member; of one convolution at a time
 * @param kept what is made before, or put together after all of them
 */
record TiledMemory(
        Scratch inputs,
        Scratch gradients,
        Scratch backwardInputs,
        List<Scratch> sums,
        List<Workspace> workspaces,
        Map<Object, Scratch> kept) {

    static TiledMemory of(int members) {
        return new TiledMemory(
                new Scratch(),
                new Scratch(),
                new Scratch(),
                Stream.generate(Scratch::new).limit(members).toList(),
                Stream.generate(Workspace::new).limit(members).toList(),
                new HashMap<>());
    }

    /** The array of that name, for all programs of the network. */
    Scratch kept(Object name, int length) {
        Scratch array = kept.computeIfAbsent(name, absent -> new Scratch());
        array.reserve(length);
        return array;
    }
}
