package io.trainyard.spec;

/** An update rule; semantics are those of torch.optim. */
public sealed interface Optimizer {

    double learningRate();

    /** Coupled L2, as in torch.optim: added to the gradient before momentum. */
    double weightDecay();

    /** False leaves batch-norm scale and shift and all biases out of the weight decay. */
    boolean decayNormAndBias();

    /** How many values it remembers for each parameter. */
    int buffersPerParameter();

    record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay, boolean decayNormAndBias)
            implements Optimizer {

        @Override
        public int buffersPerParameter() {
            return momentum == 0 ? 0 : 1;
        }
    }

    record Adam(
            double learningRate, double beta1, double beta2, double eps, double weightDecay, boolean decayNormAndBias)
            implements Optimizer {

        @Override
        public int buffersPerParameter() {
            return 2;
        }
    }
}
