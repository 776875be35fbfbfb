package io.trainyard.engine.onednn;

import java.util.List;
import org.bytedeco.dnnl.memory;

/**
 * Weights in a layout that the library's primitives like, for all members of a team: one of them brings them there, whoever comes to
 * it first.
 *
 * @param name of the use, by which those of a node are told apart
 */
record CommonWeights(NodeMemory parameters, Share share, String name) {

    private record Arranged(memory.desc layout, memory weights) {}

    /**
     * @param preparation to which the call is added that does so
     * @param plain weights as they are
     * @return them in the wanted layout; of this member alone if others, whose shares of the batch are larger or smaller, want another
     */
    memory get(List<Runnable> preparation, memory plain, memory.desc layout, memory.desc wanted) {
        if (wanted.equals(layout)) {
            return plain;
        }
        List<Object> key = List.of(parameters.node(), name);
        Arranged arranged = share.meeting().common(key, () -> new Arranged(wanted, new memory(wanted, OneDnn.ENGINE)));
        if (!arranged.layout().equals(wanted)) {
            return Reorder.toLibrary(preparation, plain, layout, wanted);
        }
        Call call = Reorder.call(plain, arranged.weights());
        Pile once = share.pile(List.of(key, "once"));
        preparation.add(() -> once.take(1, piece -> call.run()));
        return arranged.weights();
    }
}
