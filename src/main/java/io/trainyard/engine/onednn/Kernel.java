package io.trainyard.engine.onednn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the calls that compute one node. Every tensor lies densely, batch x height x width x channels. */
interface Kernel {

    /** Where the result of the forward pass goes. */
    enum Output {
        /** Into memory of its own. */
        NEW(-1),
        /** It is the first input's memory, unchanged or worked on in place. */
        INPUT(0),
        /** It is the second input's. */
        SECOND_INPUT(1);

        private final int input;

        Output(int input) {
            this.input = input;
        }

        /** Of which input it is the memory, by its place among them; negative if of none. */
        int input() {
            return input;
        }
    }

    /** Where the gradient of an input goes. */
    enum InputGradient {
        /** Into memory of its own. */
        NEW,
        /** Best where the output's gradient lies, if nobody else needs that one any more. */
        IN_PLACE,
        /** It is the output's gradient. */
        SAME
    }

    default Output output() {
        return Output.NEW;
    }

    default InputGradient inputGradient() {
        return InputGradient.NEW;
    }

    /** How it puts together what the readers of its output want of it; null where that is only added up, as for most. */
    default @Nullable Gathering gathering() {
        return null;
    }

    /** Writes the calls for the gradient of an output. */
    interface Gathering {

        /**
         * @param parts what readers want of it, one or two
         * @param whole where it goes, maybe over one of these
         */
        void add(List<Runnable> calls, List<Floats> parts, Floats whole);
    }

    /** Nodes whose outputs it reads beside its own node's inputs; they come behind these. */
    default List<Integer> readsToo() {
        return List.of();
    }

    /** Whether what it reads and writes may lie in arrays. */
    default boolean takesArrays() {
        return false;
    }

    void forward(List<Runnable> calls, List<Floats> inputs, Floats output);

    /** Asked before {@link #backward}: whether it will add the input's gradient to what lies there, as it then must. */
    default boolean addsInputGradient() {
        return false;
    }

    /** @param inputGradient null where nobody needs it */
    void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient);

    /**
     * What is to be made of the parameters before this node's forward calls; the members of a team meet in between. In evaluation only
     * when they have changed. Asked for when the calls of both passes are written.
     */
    default void prepare(List<Runnable> calls) {}

    /** The same before its backward calls. */
    default void prepareBackward(List<Runnable> calls) {}

    /** What is to be put together of all members when they have met after these. */
    default void conclude(List<Runnable> calls) {}
}
