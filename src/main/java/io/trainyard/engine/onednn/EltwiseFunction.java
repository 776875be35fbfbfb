package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.trainyard.spec.Activation;
import io.trainyard.spec.Layer;
import org.bytedeco.dnnl.post_ops;

/** The library's name of an activation, and its parameter. */
record EltwiseFunction(int algorithm, double alpha) {

    static EltwiseFunction of(Activation activation) {
        if (activation instanceof Layer.Relu) {
            return new EltwiseFunction(dnnl_eltwise_relu_use_dst_for_bwd, 0);
        }
        if (activation instanceof Activation.LeakyRelu leaky) {
            return new EltwiseFunction(dnnl_eltwise_relu, leaky.negativeSlope());
        }
        if (activation instanceof Activation.Elu elu) {
            return new EltwiseFunction(dnnl_eltwise_elu, elu.alpha());
        }
        if (activation instanceof Activation.Gelu gelu) {
            return new EltwiseFunction(gelu.tanh() ? dnnl_eltwise_gelu_tanh : dnnl_eltwise_gelu_erf, 0);
        }
        if (activation instanceof Activation.Silu) {
            return new EltwiseFunction(dnnl_eltwise_swish, 1);
        }
        if (activation instanceof Activation.Tanh) {
            return new EltwiseFunction(dnnl_eltwise_tanh_use_dst_for_bwd, 0);
        }
        if (activation instanceof Activation.Sigmoid) {
            return new EltwiseFunction(dnnl_eltwise_logistic_use_dst_for_bwd, 0);
        }
        throw new IllegalArgumentException("oneDNN has no function for " + activation);
    }

    /** Whether its derivative is computed from its value rather than from its argument. */
    boolean backwardFromValue() {
        return algorithm >= dnnl_eltwise_relu_use_dst_for_bwd;
    }

    /** Lets a primitive do it with its output. */
    void append(post_ops after) {
        after.append_eltwise(algorithm, (float) alpha, 0);
    }
}
