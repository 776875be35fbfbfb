package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Parameter.Kind;
import io.trainyard.engine.vector.Moments;
import io.trainyard.engine.vector.NormGradient;
import io.trainyard.engine.vector.NormGradientSums;
import io.trainyard.engine.vector.NormPasses;
import io.trainyard.engine.vector.Rescale;
import io.trainyard.engine.vector.Storage;
import io.trainyard.spec.BatchNorm;
import io.trainyard.spec.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batch norm, with the ReLU behind it where there is one, whose images lie with the members of a team: each sums up its
 * own, and all put the sums together.
 */
final class SplitNormKernel implements Kernel {

    private final NodeMemory parameters;
    private final Share share;
    private final boolean training;
    private final List<Moments> moments;
    private final boolean deferred;
    private final BatchNorm norm;
    private final boolean withRelu;
    private final NormPasses passes;
    private final NormSums forward;
    private final NormSums backward;
    private final double count;
    private final float[] factors;
    private final float[] terms;
    private final float[] means;
    private final double[] deviations;
    private final float[] slopes;
    private final float[] constants;
    private boolean leavesSums;
    private boolean leavesGradient;
    private @Nullable Floats input;

    /**
     * @param moments what was taken of the inputs already, by pieces; none if nothing was
     * @param deferred whether the outputs are never written, since those who read them use {@link #rescale}
     */
    SplitNormKernel(
            NodeMemory parameters,
            Share share,
            Pass pass,
            BatchNorm norm,
            boolean withRelu,
            List<Moments> moments,
            boolean deferred) {
        Shape shape = parameters.node().input();
        int channels = pass.stored(shape).channels();
        int pixels = (int) (shape.size() / shape.channels());
        this.parameters = parameters;
        this.share = share;
        this.training = pass.training();
        this.moments = moments;
        this.deferred = deferred;
        this.norm = norm;
        this.withRelu = withRelu;
        this.passes = NormPasses.of(pass.beside(shape), channels, pixels, withRelu);
        this.forward = NormSums.of(share, List.of(parameters.node(), "forward"), channels);
        this.backward = NormSums.of(share, List.of(parameters.node(), "backward"), channels);
        this.count = (double) share.batch() * pixels;
        this.factors = new float[channels];
        this.terms = new float[channels];
        this.means = new float[channels];
        this.deviations = new double[channels];
        this.slopes = new float[channels];
        this.constants = new float[channels];
    }

    /** Without those that only fill up a block. */
    private int channels() {
        return parameters.node().input().channels();
    }

    /** Makes the outputs of the inputs. */
    Rescale rescale() {
        return new Rescale(factors, terms, withRelu);
    }

    /** Leaves the sums of the gradients of its outputs to who writes these. */
    NormGradientSums leaveSums() {
        leavesSums = true;
        return new NormGradientSums(rescale(), means, backward.first(share), backward.second(share));
    }

    /** Leaves the gradient of its inputs to who reads it: what is to be done to that of the outputs. */
    NormGradient leaveGradient() {
        leavesGradient = true;
        return new NormGradient(rescale(), slopes, constants);
    }

    @Override
    public Output output() {
        return deferred ? Output.INPUT : Output.NEW;
    }

    @Override
    public boolean takesArrays() {
        return true;
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        input = inputs.get(0);
        Storage x = input.storage();
        Storage y = output.storage();
        if (training) {
            calls.add(() -> takeOwnStatistics(x));
            calls.add(new Rendezvous(share));
            calls.add(this::takeBatchStatistics);
        } else {
            calls.add(this::takeRunningStatistics);
        }
        if (!deferred) {
            calls.add(() -> passes.normalize(x, share.size(), factors, terms, y));
        }
    }

    private void takeOwnStatistics(Storage x) {
        if (moments.isEmpty()) {
            passes.statistics(x, share.size(), forward.first(share), forward.second(share));
        } else {
            Moments.write(moments, forward.first(share), forward.second(share));
        }
    }

    private void takeBatchStatistics() {
        double[] mean = new double[means.length];
        double[] variance = new double[means.length];
        forward.combine(share, count / share.batch(), mean, variance);
        if (share.isFirst()) {
            blend(Kind.RUNNING_MEAN, mean, 1);
            blend(Kind.RUNNING_VARIANCE, variance, count > 1 ? count / (count - 1) : 1);
        }
        take(mean, variance);
    }

    private void takeRunningStatistics() {
        take(doubles(Kind.RUNNING_MEAN), doubles(Kind.RUNNING_VARIANCE));
    }

    private double[] doubles(Kind kind) {
        float[] values = parameters.value(kind).copy();
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private void take(double[] mean, double[] variance) {
        float @Nullable [] scale = norm.affine() ? parameters.value(Kind.SCALE).copy() : null;
        float @Nullable [] shift = norm.affine() ? parameters.value(Kind.SHIFT).copy() : null;
        for (int i = 0; i < channels(); i++) {
            deviations[i] = 1 / Math.sqrt(variance[i] + norm.eps());
            double factor = scale == null ? deviations[i] : scale[i] * deviations[i];
            means[i] = (float) mean[i];
            factors[i] = (float) factor;
            terms[i] = (float) ((shift == null ? 0 : shift[i]) - mean[i] * factor);
        }
    }

    /** As PyTorch does: new = (1 - momentum) old + momentum batch, with the unbiased batch variance. */
    private void blend(Kind kind, double[] batch, double factor) {
        float[] values = parameters.value(kind).copy();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((1 - norm.momentum()) * values[i] + norm.momentum() * factor * batch[i]);
        }
        parameters.value(kind).buffer().put(values);
    }

    @Override
    public InputGradient inputGradient() {
        return leavesGradient ? InputGradient.SAME : InputGradient.IN_PLACE;
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        Storage x = input.storage();
        Storage yGradient = outputGradient.storage();
        if (!leavesSums) {
            calls.add(() -> passes.gradientSums(
                    x, yGradient, share.size(), factors, terms, means, backward.first(share), backward.second(share)));
        }
        calls.add(new Rendezvous(share));
        calls.add(this::takeGradientSums);
        if (inputGradient != null && !leavesGradient) {
            Storage xGradient = inputGradient.storage();
            calls.add(() -> passes.gradient(x, yGradient, share.size(), factors, terms, slopes, constants, xGradient));
        }
    }

    private void takeGradientSums() {
        double[] sums = new double[means.length];
        double[] products = new double[means.length];
        backward.add(sums, products);
        for (int i = 0; i < channels(); i++) {
            double slope = -factors[i] * products[i] * deviations[i] * deviations[i] / count;
            slopes[i] = (float) slope;
            constants[i] = (float) (-factors[i] * sums[i] / count - slope * means[i]);
            products[i] *= deviations[i];
        }
        if (share.isFirst() && norm.affine()) {
            put(Kind.SHIFT, sums);
            put(Kind.SCALE, products);
        }
    }

    private void put(Kind kind, double[] values) {
        FloatBuffer gradient = parameters.gradient(kind).buffer();
        for (int i = 0; i < channels(); i++) {
            gradient.put(i, (float) values[i]);
        }
    }
}
