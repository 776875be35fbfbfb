package io.trainyard.engine;

import io.trainyard.spec.Activation;
import io.trainyard.spec.Layer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A spec's activations as DL4J's functions. */
final class ActivationFunctions {

    private ActivationFunctions() {}

    /** DL4J's own, whose values are PyTorch's; their derivatives are not always. */
    static IActivation stock(Activation activation) {
        if (activation instanceof Activation.LeakyRelu leaky) {
            return new ActivationLReLU(leaky.negativeSlope());
        }
        if (activation instanceof Activation.Elu elu) {
            return new ActivationELU(elu.alpha());
        }
        if (activation instanceof Activation.Silu) {
            return new ActivationSwish();
        }
        if (activation instanceof Activation.Tanh) {
            return new ActivationTanH();
        }
        if (activation instanceof Activation.Sigmoid) {
            return new ActivationSigmoid();
        }
        if (activation instanceof Layer.Relu) {
            return new ActivationReLU();
        }
        throw new IllegalArgumentException("DL4J has no function for " + activation);
    }

    /** To train with: the same values, and derivatives that are right everywhere. */
    static IActivation trainable(Activation activation) {
        if (activation instanceof Activation.LeakyRelu leaky) {
            return new LeakyRelu(leaky.negativeSlope());
        }
        if (activation instanceof Activation.Elu elu) {
            return new Elu(elu.alpha());
        }
        if (activation instanceof Activation.Gelu gelu) {
            return gelu.tanh() ? new TanhGelu() : new ErfGelu();
        }
        return activation instanceof Activation.Silu ? new Silu() : stock(activation);
    }

    /** Moves a zero, and nothing else, to the negative side, where PyTorch's derivatives count it. */
    private static INDArray zeroAsNegative(INDArray in) {
        return in.subi(Float.MIN_NORMAL);
    }

    private static final class LeakyRelu extends BaseActivationFunction {

        private final IActivation stock;

        LeakyRelu(double negativeSlope) {
            this.stock = new ActivationLReLU(negativeSlope);
        }

        @Override
        public INDArray getActivation(INDArray in, boolean training) {
            return stock.getActivation(in, training);
        }

        @Override
        public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            return stock.backprop(zeroAsNegative(in), epsilon);
        }
    }

    /** DL4J's derivative takes alpha for 1. */
    private static final class Elu extends BaseActivationFunction {

        private final double alpha;

        Elu(double alpha) {
            this.alpha = alpha;
        }

        @Override
        public INDArray getActivation(INDArray in, boolean training) {
            return new ActivationELU(alpha).getActivation(in, training);
        }

        @Override
        public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            Nd4j.exec(DynamicCustomOp.builder("elu_bp")
                    .addInputs(zeroAsNegative(in), epsilon)
                    .addOutputs(in)
                    .addFloatingPointArguments(alpha)
                    .build());
            return new Pair<>(in, null);
        }
    }

    /** DL4J's derivative divides infinity by infinity from x = 45 on. */
    private static final class Silu extends BaseActivationFunction {

        @Override
        public INDArray getActivation(INDArray in, boolean training) {
            return new ActivationSwish().getActivation(in, training);
        }

        /** s (1 + x (1 - s)) with s = sigmoid(x). */
        @Override
        public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            INDArray sigmoid = Transforms.sigmoid(in, true);
            in.muli(sigmoid.rsub(1)).addi(1).muli(sigmoid).muli(epsilon);
            return new Pair<>(in, null);
        }
    }

    /** x Phi(x), with the normal distribution function from the error function. */
    private static final class ErfGelu extends BaseActivationFunction {

        @Override
        public INDArray getActivation(INDArray in, boolean training) {
            return in.muli(distribution(in));
        }

        /** Phi(x) + x phi(x). */
        @Override
        public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            INDArray distribution = distribution(in);
            INDArray density = Transforms.exp(in.mul(in).muli(-0.5), false).muli(1 / Math.sqrt(2 * Math.PI));
            in.muli(density).addi(distribution).muli(epsilon);
            return new Pair<>(in, null);
        }

        private static INDArray distribution(INDArray in) {
            INDArray scaled = in.mul(Math.sqrt(0.5));
            return Nd4j.exec(new Erf(scaled, scaled)).addi(1).muli(0.5);
        }
    }

    /** 0.5 x (1 + tanh(u)) with u = sqrt(2 / pi) (x + 0.044715 x^3). */
    private static final class TanhGelu extends BaseActivationFunction {

        private static final double CUBE = 0.044715;
        private static final double SCALE = Math.sqrt(2 / Math.PI);

        @Override
        public INDArray getActivation(INDArray in, boolean training) {
            return in.muli(tanh(in).addi(1).muli(0.5));
        }

        /** 0.5 (1 + tanh u) + 0.5 x (1 - tanh^2 u) u'. */
        @Override
        public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            INDArray tanh = tanh(in);
            INDArray slope = in.mul(in).muli(3 * CUBE).addi(1).muli(SCALE);
            in.muli(slope)
                    .muli(tanh.mul(tanh).rsubi(1))
                    .addi(tanh.addi(1))
                    .muli(0.5)
                    .muli(epsilon);
            return new Pair<>(in, null);
        }

        private static INDArray tanh(INDArray in) {
            return Transforms.tanh(in.mul(in).muli(CUBE).addi(1).muli(in).muli(SCALE), false);
        }
    }
}
