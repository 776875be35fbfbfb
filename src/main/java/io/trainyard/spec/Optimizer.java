package io.trainyard.spec;

/** An update rule; semantics are those of torch.optim. */
public sealed interface Optimizer {

    /** As in the spec. */
    String type();

    double learningRate();

    /** L2, as in torch.optim: added to the gradient before anything else, unless it is decoupled. */
    double weightDecay();

    /** Whether weights shrink by learning rate times weight decay, past the gradient and its averages. */
    default boolean decouplesWeightDecay() {
        return false;
    }

    /** False leaves batch-norm scale and shift and all biases out of the weight decay. */
    boolean decayNormAndBias();

    /** How many values it remembers for each parameter. */
    int buffersPerParameter();

    /** @param dampening share of the gradient that does not enter the momentum, from the second step on */
    record Sgd(
            double learningRate,
            double momentum,
            double dampening,
            boolean nesterov,
            double weightDecay,
            boolean decayNormAndBias)
            implements Optimizer {

        @Override
        public String type() {
            return "sgd";
        }

        @Override
        public int buffersPerParameter() {
            return momentum == 0 ? 0 : 1;
        }
    }

    record Adam(
            double learningRate, double beta1, double beta2, double eps, double weightDecay, boolean decayNormAndBias)
            implements Optimizer {

        @Override
        public String type() {
            return "adam";
        }

        @Override
        public int buffersPerParameter() {
            return 2;
        }
    }

    /** Adam with decoupled weight decay. */
    record AdamW(
            double learningRate, double beta1, double beta2, double eps, double weightDecay, boolean decayNormAndBias)
            implements Optimizer {

        @Override
        public String type() {
            return "adamw";
        }

        @Override
        public boolean decouplesWeightDecay() {
            return true;
        }

        @Override
        public int buffersPerParameter() {
            return 2;
        }
    }

    /**
     * @param alpha how much of the mean square stays from step to step
     * @param centered divides by the standard deviation of the gradient, not by the root of its mean square
     */
    record RmsProp(
            double learningRate,
            double alpha,
            double eps,
            double momentum,
            boolean centered,
            double weightDecay,
            boolean decayNormAndBias)
            implements Optimizer {

        @Override
        public String type() {
            return "rmsprop";
        }

        @Override
        public int buffersPerParameter() {
            return 1 + (centered ? 1 : 0) + (momentum == 0 ? 0 : 1);
        }
    }

    /**
     * @param lrDecay in step t the learning rate is divided by 1 + (t - 1) lrDecay
     * @param initialAccumulatorValue where the sum of squares starts
     */
    record Adagrad(
            double learningRate,
            double lrDecay,
            double initialAccumulatorValue,
            double eps,
            double weightDecay,
            boolean decayNormAndBias)
            implements Optimizer {

        @Override
        public String type() {
            return "adagrad";
        }

        @Override
        public int buffersPerParameter() {
            return 1;
        }
    }
}
