package io.trainyard.engine.optimizer;

import io.trainyard.spec.Optimizer;

/** How one of torch.optim moves parameters. */
interface Rule {

    /**
     * @param iteration 1-based
     * @param weightDecay 0 for parameters that do not decay
     */
    record Step(double learningRate, long iteration, double weightDecay) {}

    static Rule of(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.Sgd sgd) {
            return new Sgd(sgd);
        }
        if (optimizer instanceof Optimizer.Adam adam) {
            return new Adam(adam.beta1(), adam.beta2(), adam.eps(), false);
        }
        if (optimizer instanceof Optimizer.AdamW adamW) {
            return new Adam(adamW.beta1(), adamW.beta2(), adamW.eps(), true);
        }
        if (optimizer instanceof Optimizer.RmsProp rmsProp) {
            return new RmsProp(rmsProp);
        }
        return new Adagrad((Optimizer.Adagrad) optimizer);
    }

    /** What the states are before the first step. */
    default float initialState() {
        return 0;
    }

    /** What does this step to chunk after chunk. */
    Move at(Step step);

    /** One pass over a chunk is best, since it lies in the processor's first cache, where each pass counts. */
    interface Move {
        void apply(Chunk chunk);
    }
}
