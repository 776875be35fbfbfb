package io.trainyard.engine;

import io.trainyard.dataset.Batch;
import io.trainyard.spec.Activation;
import io.trainyard.spec.BatchNorm;
import io.trainyard.spec.ImageShape;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * An independent forward pass in plain loops and double precision, after PyTorch's documentation. It takes parameters
 * in the order of {@link Parameter} and gives the loss, so that gradients can be had by differences.
 */
final class ReferenceNetwork {

    private final List<Layer> layers;
    private final double labelSmoothing;
    private final boolean training;

    private double[] parameters = {};
    private int next;
    private ImageShape shape = new ImageShape(1, 1, 1);
    private int size;

    ReferenceNetwork(List<Layer> layers, double labelSmoothing, boolean training) {
        this.layers = layers;
        this.labelSmoothing = labelSmoothing;
        this.training = training;
    }

    double loss(Batch batch, double[] flat) {
        double[] logits = logits(batch, flat);
        int classes = logits.length / size;
        double sum = 0;
        for (int n = 0; n < size; n++) {
            double exps = 0;
            for (int c = 0; c < classes; c++) {
                exps += Math.exp(logits[n * classes + c]);
            }
            for (int c = 0; c < classes; c++) {
                double target = labelSmoothing / classes + (c == batch.labels()[n] ? 1 - labelSmoothing : 0);
                sum -= target * (logits[n * classes + c] - Math.log(exps));
            }
        }
        return sum / size;
    }

    double[] logits(Batch batch, double[] flat) {
        parameters = flat;
        next = 0;
        size = batch.size();
        shape = batch.shape();
        double[] x = new double[batch.images().length];
        for (int i = 0; i < x.length; i++) {
            x[i] = batch.images()[i];
        }
        return apply(layers, x);
    }

    private double[] apply(List<Layer> layers, double[] x) {
        for (Layer layer : layers) {
            x = apply(layer, x);
        }
        return x;
    }

    private double[] apply(Layer layer, double[] x) {
        if (layer instanceof Layer.Residual block) {
            return residual(block, x);
        } else if (layer instanceof Layer.Conv2d conv) {
            return conv(conv, x);
        } else if (layer instanceof BatchNorm norm) {
            return batchNorm(norm, x);
        } else if (layer instanceof Layer.MaxPool2d pool) {
            return pool(x, pool.kernelSize(), pool.stride(), pool.padding(), true);
        } else if (layer instanceof Layer.AvgPool2d pool) {
            return pool(x, pool.kernelSize(), pool.stride(), pool.padding(), false);
        } else if (layer instanceof Layer.AdaptiveAvgPool2d pool) {
            return adaptivePool(pool, x);
        } else if (layer instanceof Layer.Linear linear) {
            return linear(linear, x);
        } else if (layer instanceof Layer.Flatten) {
            shape = new ImageShape(shape.size(), 1, 1);
            return x;
        } else if (layer instanceof Layer.Relu) {
            return map(x, value -> Math.max(0, value));
        } else if (layer instanceof Activation.LeakyRelu leaky) {
            return map(x, value -> value > 0 ? value : leaky.negativeSlope() * value);
        } else if (layer instanceof Activation.Elu elu) {
            return map(x, value -> value > 0 ? value : elu.alpha() * Math.expm1(value));
        } else if (layer instanceof Activation.Silu) {
            return map(x, value -> value / (1 + Math.exp(-value)));
        } else if (layer instanceof Activation.Tanh) {
            return map(x, Math::tanh);
        } else if (layer instanceof Activation.Sigmoid) {
            return map(x, value -> 1 / (1 + Math.exp(-value)));
        } else if (layer instanceof Activation.Gelu gelu) {
            return map(x, gelu.tanh() ? ReferenceNetwork::geluByTanh : value -> value * normalDistribution(value));
        }
        throw new IllegalArgumentException("no reference for " + layer);
    }

    private double[] residual(Layer.Residual block, double[] x) {
        ImageShape start = shape;
        double[] main = apply(block.layers(), x);
        shape = start;
        double[] shortcut = apply(block.shortcut(), x);
        double[] y = new double[main.length];
        Arrays.setAll(y, i -> main[i] + shortcut[i]);
        return y;
    }

    private static double geluByTanh(double x) {
        return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }

    /** 1/2 + phi(x) (x + x^3 / 3 + x^5 / (3 * 5) + ...). */
    private static double normalDistribution(double x) {
        double term = x;
        double sum = x;
        for (int i = 3; i < 200; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    private static double[] map(double[] x, DoubleUnaryOperator function) {
        return Arrays.stream(x).map(function).toArray();
    }

    private double[] take(int count) {
        double[] taken = new double[count];
        System.arraycopy(parameters, next, taken, 0, count);
        next += count;
        return taken;
    }

    private double[] conv(Layer.Conv2d conv, double[] x) {
        ImageShape in = shape;
        int kh = conv.kernelSize().height();
        int kw = conv.kernelSize().width();
        double[] bias = conv.bias() ? take(conv.outChannels()) : new double[conv.outChannels()];
        int inputs = in.channels() / conv.groups();
        double[] weight = take(conv.outChannels() * inputs * kh * kw);
        ImageShape out = output(conv.outputShape(Shape.of(in)));
        double[] y = new double[size * out.size()];
        for (int n = 0; n < size; n++) {
            for (int o = 0; o < out.channels(); o++) {
                for (int h = 0; h < out.height(); h++) {
                    for (int w = 0; w < out.width(); w++) {
                        double sum = bias[o];
                        int first = o / (conv.outChannels() / conv.groups()) * inputs;
                        for (int c = 0; c < inputs; c++) {
                            for (int i = 0; i < kh; i++) {
                                for (int j = 0; j < kw; j++) {
                                    int row = h * conv.stride().height()
                                            + i * conv.dilation().height()
                                            - conv.paddingBefore().height();
                                    int column = w * conv.stride().width()
                                            + j * conv.dilation().width()
                                            - conv.paddingBefore().width();
                                    if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                                        sum += x[at(in, n, row, column, first + c)]
                                                * weight[((o * inputs + c) * kh + i) * kw + j];
                                    }
                                }
                            }
                        }
                        y[at(out, n, h, w, o)] = sum;
                    }
                }
            }
        }
        shape = out;
        return y;
    }

    private double[] batchNorm(BatchNorm norm, double[] x) {
        int channels = shape.channels();
        double[] scale = norm.affine() ? take(channels) : map(new double[channels], value -> 1);
        double[] shift = norm.affine() ? take(channels) : new double[channels];
        double[] mean = take(channels);
        double[] variance = take(channels);
        int count = x.length / channels;
        if (training) {
            for (int c = 0; c < channels; c++) {
                mean[c] = 0;
                for (int i = c; i < x.length; i += channels) {
                    mean[c] += x[i] / count;
                }
                variance[c] = 0;
                for (int i = c; i < x.length; i += channels) {
                    variance[c] += (x[i] - mean[c]) * (x[i] - mean[c]) / count;
                }
            }
        }
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int c = i % channels;
            y[i] = (x[i] - mean[c]) / Math.sqrt(variance[c] + norm.eps()) * scale[c] + shift[c];
        }
        return y;
    }

    private double[] pool(double[] x, Layer.Size kernel, Layer.Size stride, Layer.Size padding, boolean max) {
        ImageShape in = shape;
        ImageShape out = window(in.channels(), kernel, stride, padding);
        double[] y = new double[size * out.size()];
        for (int n = 0; n < size; n++) {
            for (int h = 0; h < out.height(); h++) {
                for (int w = 0; w < out.width(); w++) {
                    for (int c = 0; c < out.channels(); c++) {
                        double sum = 0;
                        double largest = Double.NEGATIVE_INFINITY;
                        for (int i = 0; i < kernel.height(); i++) {
                            for (int j = 0; j < kernel.width(); j++) {
                                int row = h * stride.height() + i - padding.height();
                                int column = w * stride.width() + j - padding.width();
                                if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                                    sum += x[at(in, n, row, column, c)];
                                    largest = Math.max(largest, x[at(in, n, row, column, c)]);
                                }
                            }
                        }
                        y[at(out, n, h, w, c)] = max ? largest : sum / (kernel.height() * kernel.width());
                    }
                }
            }
        }
        shape = out;
        return y;
    }

    /** start = floor(i in / out), end = ceil((i + 1) in / out). */
    private double[] adaptivePool(Layer.AdaptiveAvgPool2d pool, double[] x) {
        ImageShape in = shape;
        ImageShape out = output(pool.outputShape(Shape.of(in)));
        double[] y = new double[size * out.size()];
        for (int n = 0; n < size; n++) {
            for (int h = 0; h < out.height(); h++) {
                for (int w = 0; w < out.width(); w++) {
                    int top = (int) Math.floor((double) h * in.height() / out.height());
                    int bottom = (int) Math.ceil((h + 1.0) * in.height() / out.height());
                    int left = (int) Math.floor((double) w * in.width() / out.width());
                    int right = (int) Math.ceil((w + 1.0) * in.width() / out.width());
                    for (int c = 0; c < out.channels(); c++) {
                        double sum = 0;
                        for (int row = top; row < bottom; row++) {
                            for (int column = left; column < right; column++) {
                                sum += x[at(in, n, row, column, c)];
                            }
                        }
                        y[at(out, n, h, w, c)] = sum / ((bottom - top) * (right - left));
                    }
                }
            }
        }
        shape = out;
        return y;
    }

    private double[] linear(Layer.Linear linear, double[] x) {
        int in = shape.size();
        int out = linear.outFeatures();
        double[] weight = take(in * out);
        double[] bias = linear.bias() ? take(out) : new double[out];
        double[] y = new double[size * out];
        for (int n = 0; n < size; n++) {
            for (int o = 0; o < out; o++) {
                double sum = bias[o];
                for (int i = 0; i < in; i++) {
                    sum += weight[o * in + i] * x[n * in + i];
                }
                y[n * out + o] = sum;
            }
        }
        shape = new ImageShape(out, 1, 1);
        return y;
    }

    private static ImageShape output(Shape shape) {
        return new ImageShape(shape.channels(), shape.height(), shape.width());
    }

    private ImageShape window(int channels, Layer.Size kernel, Layer.Size stride, Layer.Size padding) {
        return new ImageShape(
                channels,
                (shape.height() + 2 * padding.height() - kernel.height()) / stride.height() + 1,
                (shape.width() + 2 * padding.width() - kernel.width()) / stride.width() + 1);
    }

    private static int at(ImageShape shape, int n, int h, int w, int c) {
        return ((n * shape.height() + h) * shape.width() + w) * shape.channels() + c;
    }
}
