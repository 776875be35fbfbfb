package io.trainyard.engine.onednn;

import io.trainyard.engine.vector.Workspace;
import java.util.List;
import java.util.stream.Stream;

/**
 * The memory of all convolutions on Java's vectors in a network, of which one runs at a time.
 *
 * @param weights transformed ones
 * @param inputs all tiles of a batch, where its members share them
 * @param gradients of the outputs, likewise
 * @param sums the gradient of the weights, by member
 * @param workspaces by member
 */
record TiledMemory(Scratch weights, Scratch inputs, Scratch gradients, List<Scratch> sums, List<Workspace> workspaces) {

    static TiledMemory of(int members) {
        return new TiledMemory(
                new Scratch(),
                new Scratch(),
                new Scratch(),
                Stream.generate(Scratch::new).limit(members).toList(),
                Stream.generate(Workspace::new).limit(members).toList());
    }
}
