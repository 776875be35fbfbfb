package io.trainyard.engine;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.normalization.BatchNormalizationHelper;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.NullUnmarked;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's batch-norm helper on oneDNN, NHWC; does the ReLU behind it in the same pass where there is one. A flat batch,
 * which DL4J hands over as batch x features x 1 x 1, is one of single pixels.
 */
@NullUnmarked
final class OneDnnBatchNormHelper implements BatchNormalizationHelper {

    private static final int SCALE_AND_SHIFT = dnnl_use_scale | dnnl_use_shift;

    private record Training(OneDnnCall forward, OneDnnCall backward) {}

    private final int flags;
    private final INDArray mean;
    private final INDArray variance;
    private final Map<Long, Training> training = new HashMap<>();
    private final Map<Long, OneDnnCall> inference = new HashMap<>();

    OneDnnBatchNormHelper(long channels, boolean withRelu) {
        this.flags = SCALE_AND_SHIFT | (withRelu ? dnnl_fuse_norm_relu : 0);
        this.mean = Nd4j.create(DataType.FLOAT, channels);
        this.variance = Nd4j.create(DataType.FLOAT, channels);
    }

    @Override
    public INDArray preOutput(
            INDArray input,
            boolean train,
            long[] shape,
            INDArray gamma,
            INDArray beta,
            INDArray runningMean,
            INDArray runningVariance,
            double decay,
            double eps,
            CNN2DFormat format,
            LayerWorkspaceMgr workspace) {
        INDArray x = channelsLast(input, format);
        INDArray y = workspace.createUninitialized(ArrayType.ACTIVATIONS, x.dataType(), x.shape());
        OneDnnCall forward = train
                ? training.computeIfAbsent(x.size(0), size -> training(x, eps)).forward()
                : inference.computeIfAbsent(x.size(0), size -> inference(x, eps));
        forward.set(DNNL_ARG_SRC, x)
                .set(DNNL_ARG_DST, y)
                .set(DNNL_ARG_SCALE, gamma)
                .set(DNNL_ARG_SHIFT, beta)
                .set(DNNL_ARG_MEAN, train ? mean : runningMean)
                .set(DNNL_ARG_VARIANCE, train ? variance : runningVariance)
                .run(null);
        return y.reshape('c', input.shape());
    }

    private static INDArray channelsLast(INDArray array, CNN2DFormat format) {
        INDArray dense = OneDnn.dense(array);
        return format == CNN2DFormat.NHWC ? dense : dense.reshape('c', dense.size(0), 1, 1, dense.size(1));
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray input,
            INDArray epsilon,
            long[] shape,
            INDArray gamma,
            INDArray beta,
            INDArray gammaGradient,
            INDArray betaGradient,
            double eps,
            CNN2DFormat format,
            LayerWorkspaceMgr workspace) {
        INDArray x = channelsLast(input, format);
        INDArray xGradient = workspace.createUninitialized(ArrayType.ACTIVATION_GRAD, x.dataType(), x.shape());
        training.get(x.size(0))
                .backward()
                .set(DNNL_ARG_SRC, x)
                .set(DNNL_ARG_MEAN, mean)
                .set(DNNL_ARG_VARIANCE, variance)
                .set(DNNL_ARG_SCALE, gamma)
                .set(DNNL_ARG_DIFF_DST, channelsLast(epsilon, format))
                .set(DNNL_ARG_DIFF_SRC, xGradient)
                .set(DNNL_ARG_DIFF_SCALE, gammaGradient)
                .set(DNNL_ARG_DIFF_SHIFT, betaGradient)
                .run(null);
        Gradient gradient = new DefaultGradient();
        gradient.setGradientFor(BatchNormalizationParamInitializer.GAMMA, gammaGradient);
        gradient.setGradientFor(BatchNormalizationParamInitializer.BETA, betaGradient);
        return new Pair<>(gradient, xGradient.reshape('c', input.shape()));
    }

    private Training training(INDArray x, double eps) {
        memory.desc data = OneDnn.nhwc(x);
        memory.desc channels = OneDnn.vector(mean.length());
        var forward = forward(dnnl_forward_training, data, eps, flags);
        var backward = new batch_normalization_backward.primitive_desc(
                OneDnn.ENGINE,
                dnnl_backward,
                data,
                data,
                data,
                (float) eps,
                flags,
                forward,
                OneDnn.DETERMINISTIC,
                false);
        OneDnnCall forwardCall = call(forward, data, channels);
        OneDnnCall backwardCall = new OneDnnCall(new batch_normalization_backward(backward))
                .with(DNNL_ARG_SRC, data)
                .with(DNNL_ARG_MEAN, channels)
                .with(DNNL_ARG_VARIANCE, channels)
                .with(DNNL_ARG_SCALE, channels)
                .with(DNNL_ARG_DIFF_DST, data)
                .with(DNNL_ARG_DIFF_SRC, data)
                .with(DNNL_ARG_DIFF_SCALE, channels)
                .with(DNNL_ARG_DIFF_SHIFT, channels);
        if (flags != SCALE_AND_SHIFT) {
            memory positive = new memory(forward.workspace_desc(), OneDnn.ENGINE);
            forwardCall.with(DNNL_ARG_WORKSPACE, positive);
            backwardCall.with(DNNL_ARG_WORKSPACE, positive);
        }
        return new Training(forwardCall, backwardCall);
    }

    private OneDnnCall inference(INDArray x, double eps) {
        memory.desc data = OneDnn.nhwc(x);
        return call(
                forward(dnnl_forward_inference, data, eps, flags | dnnl_use_global_stats),
                data,
                OneDnn.vector(mean.length()));
    }

    private static batch_normalization_forward.primitive_desc forward(
            int kind, memory.desc data, double eps, int flags) {
        return new batch_normalization_forward.primitive_desc(
                OneDnn.ENGINE, kind, data, data, (float) eps, flags, OneDnn.DETERMINISTIC, false);
    }

    private static OneDnnCall call(
            batch_normalization_forward.primitive_desc description, memory.desc data, memory.desc channels) {
        return new OneDnnCall(new batch_normalization_forward(description))
                .with(DNNL_ARG_SRC, data)
                .with(DNNL_ARG_DST, data)
                .with(DNNL_ARG_MEAN, channels)
                .with(DNNL_ARG_VARIANCE, channels)
                .with(DNNL_ARG_SCALE, channels)
                .with(DNNL_ARG_SHIFT, channels);
    }

    @Override
    public INDArray getMeanCache(DataType dataType) {
        return mean;
    }

    @Override
    public INDArray getVarCache(DataType dataType) {
        return variance;
    }

    @Override
    public boolean checkSupported(double eps, boolean fixedGammaBeta) {
        return !fixedGammaBeta;
    }

    @Override
    public boolean checkSupported() {
        return true;
    }

    @Override
    public Map<String, Long> helperMemoryUse() {
        return Map.of();
    }
}
