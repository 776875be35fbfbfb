package io.trainyard.engine;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionHelper;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's convolution layer, straight through its helper. The stock layer copies every NHWC input to NCHW, whether
 * anyone needs it or not, and computes the forward pass a second time on the way back.
 */
final class HelperConvolutionLayer extends ConvolutionLayer {

    /** Takes the place of {@code layer} and shares its parameters and gradients. */
    HelperConvolutionLayer(ConvolutionLayer layer, ConvolutionHelper helper) {
        super(layer.conf(), DataType.FLOAT);
        this.helper = helper;
        setIndex(layer.getIndex());
        setParamsViewArray(layer.params());
        setParamTable(layer.paramTable());
        setBackpropGradientsViewArray(layer.getGradientsViewArray());
    }

    private INDArray weights() {
        return getParam(ConvolutionParamInitializer.WEIGHT_KEY);
    }

    private INDArray bias() {
        return getParam(ConvolutionParamInitializer.BIAS_KEY);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspace) {
        var conf = layerConf();
        return helper.preOutput(
                input,
                weights(),
                bias(),
                conf.getKernelSize(),
                conf.getStride(),
                conf.getPadding(),
                conf.getCudnnAlgoMode(),
                conf.getCudnnFwdAlgo(),
                convolutionMode,
                conf.getDilation(),
                conf.getCnn2dDataFormat(),
                workspace);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspace) {
        var conf = layerConf();
        return helper.backpropGradient(
                input,
                weights(),
                bias(),
                epsilon,
                conf.getKernelSize(),
                conf.getStride(),
                conf.getPadding(),
                gradientViews.get(ConvolutionParamInitializer.BIAS_KEY),
                gradientViews.get(ConvolutionParamInitializer.WEIGHT_KEY),
                conf.getActivationFn(),
                conf.getCudnnAlgoMode(),
                conf.getCudnnBwdFilterAlgo(),
                conf.getCudnnBwdDataAlgo(),
                convolutionMode,
                conf.getDilation(),
                conf.getCnn2dDataFormat(),
                workspace);
    }
}
