package io.trainyard.engine;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.AlgoMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdDataAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdFilterAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.FwdAlgo;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionHelper;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.NullUnmarked;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's convolution helper on oneDNN; keeps one {@link OneDnnConvolution} per batch size. */
@NullUnmarked
final class OneDnnConvolutionHelper implements ConvolutionHelper {

    private final boolean firstLayer;
    private final Map<Long, OneDnnConvolution> bySize = new HashMap<>();

    /** @param firstLayer nobody asks for the gradient of the network's input */
    OneDnnConvolutionHelper(boolean firstLayer) {
        this.firstLayer = firstLayer;
    }

    @Override
    public INDArray preOutput(
            INDArray input,
            INDArray weights,
            INDArray bias,
            int[] kernel,
            int[] strides,
            int[] pad,
            AlgoMode mode,
            FwdAlgo fwdAlgo,
            ConvolutionMode convolutionMode,
            int[] dilation,
            CNN2DFormat format,
            LayerWorkspaceMgr workspace) {
        INDArray x = OneDnn.dense(input);
        var geometry =
                OneDnnConvolution.Geometry.of(kernel, strides, dilation, pad, convolutionMode == ConvolutionMode.Same);
        INDArray y = workspace.createUninitialized(
                ArrayType.ACTIVATIONS,
                x.dataType(),
                x.size(0),
                geometry.output(0, x.size(1)),
                geometry.output(1, x.size(2)),
                weights.size(0));
        bySize.computeIfAbsent(x.size(0), size -> new OneDnnConvolution(x, weights, bias, y, geometry))
                .forward(x, weights, bias, y);
        return y;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray input,
            INDArray weights,
            INDArray bias,
            INDArray delta,
            int[] kernel,
            int[] strides,
            int[] pad,
            INDArray biasGradView,
            INDArray weightGradView,
            IActivation afn,
            AlgoMode mode,
            BwdFilterAlgo bwdFilterAlgo,
            BwdDataAlgo bwdDataAlgo,
            ConvolutionMode convolutionMode,
            int[] dilation,
            CNN2DFormat format,
            LayerWorkspaceMgr workspace) {
        INDArray x = OneDnn.dense(input);
        INDArray yGradient = OneDnn.dense(delta);
        OneDnnConvolution convolution = bySize.get(x.size(0));
        convolution.backwardWeights(x, yGradient, weightGradView, biasGradView);
        Gradient gradient = new DefaultGradient();
        gradient.gradientForVariable().put(ConvolutionParamInitializer.WEIGHT_KEY, weightGradView);
        if (biasGradView != null) {
            gradient.gradientForVariable().put(ConvolutionParamInitializer.BIAS_KEY, biasGradView);
        }
        if (firstLayer) {
            return new Pair<>(gradient, null);
        }
        INDArray xGradient = workspace.createUninitialized(ArrayType.ACTIVATION_GRAD, x.dataType(), x.shape());
        convolution.backwardData(yGradient, weights, xGradient);
        return new Pair<>(gradient, xGradient);
    }

    @Override
    public INDArray activate(INDArray z, IActivation afn, boolean training) {
        return afn.getActivation(z, training);
    }

    @Override
    public Map<String, Long> helperMemoryUse() {
        return Map.of();
    }

    @Override
    public boolean checkSupported() {
        return true;
    }
}
