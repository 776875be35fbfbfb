package io.trainyard.spec;

/** A nonlinearity that takes every value by itself and has no parameters. */
public sealed interface Activation extends Layer
        permits Layer.Relu,
                Activation.LeakyRelu,
                Activation.Elu,
                Activation.Gelu,
                Activation.Silu,
                Activation.Tanh,
                Activation.Sigmoid {

    @Override
    default Shape outputShape(Shape input) {
        return input;
    }

    /** One per value, whatever the function. */
    @Override
    default long flops(Shape input) {
        return input.size();
    }

    /** x above 0, {@code negativeSlope} x elsewhere. */
    record LeakyRelu(double negativeSlope) implements Activation {

        @Override
        public String type() {
            return "leaky_relu";
        }
    }

    /** x above 0, {@code alpha} (exp(x) - 1) elsewhere. */
    record Elu(double alpha) implements Activation {

        @Override
        public String type() {
            return "elu";
        }
    }

    /**
     * x times the normal distribution function of x.
     *
     * @param tanh whether by the formula 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) instead of the error function
     */
    record Gelu(boolean tanh) implements Activation {

        @Override
        public String type() {
            return "gelu";
        }
    }

    /** x sigmoid(x). */
    record Silu() implements Activation {

        @Override
        public String type() {
            return "silu";
        }
    }

    record Tanh() implements Activation {

        @Override
        public String type() {
            return "tanh";
        }
    }

    record Sigmoid() implements Activation {

        @Override
        public String type() {
            return "sigmoid";
        }
    }
}
