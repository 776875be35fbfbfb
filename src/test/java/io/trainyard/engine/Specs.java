package io.trainyard.engine;

import io.trainyard.dataset.Batch;
import io.trainyard.spec.Activation;
import io.trainyard.spec.CheckpointPolicy;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.DatasetSpec;
import io.trainyard.spec.Description;
import io.trainyard.spec.Evaluation;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Loss;
import io.trainyard.spec.LrSchedule;
import io.trainyard.spec.Metric;
import io.trainyard.spec.ModelSpec;
import io.trainyard.spec.Optimizer;
import io.trainyard.spec.Preprocessing;
import io.trainyard.spec.Retry;
import io.trainyard.spec.Training;
import io.trainyard.spec.WeightInitRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Experiments and batches to test with. */
public final class Specs {

    static final Optimizer PLAIN_SGD = new Optimizer.Sgd(0.1, 0, 0, false, 0, true);

    private Specs() {}

    static ExperimentSpec spec(Optimizer optimizer, Layer... layers) {
        return spec(DatasetName.CIFAR10, optimizer, 0, List.of(), List.of(layers));
    }

    static ExperimentSpec spec(
            DatasetName dataset,
            Optimizer optimizer,
            double labelSmoothing,
            List<WeightInitRule> weightInit,
            List<Layer> layers) {
        return new ExperimentSpec(
                Description.NONE,
                42,
                0,
                new DatasetSpec(dataset, 0.1, null, null),
                new Preprocessing(new Preprocessing.None()),
                List.of(),
                new ModelSpec(layers),
                weightInit,
                new Loss(labelSmoothing),
                optimizer,
                new LrSchedule.Constant(0),
                null,
                null,
                new Training(1, 8, null, null),
                null,
                new CheckpointPolicy(1, 1, 1, Metric.VALIDATION_LOSS),
                new Evaluation(5),
                new Retry(1));
    }

    static Layer conv(int channels, int kernel, int stride, int padding, boolean bias) {
        return new Layer.Conv2d(channels, square(kernel), square(stride), square(padding), bias);
    }

    static Layer batchNorm() {
        return new Layer.BatchNorm2d(1e-5, 0.1);
    }

    static Layer maxPool(int kernel, int stride, int padding) {
        return new Layer.MaxPool2d(square(kernel), square(stride), square(padding));
    }

    static Layer avgPool(int kernel, int stride, int padding) {
        return new Layer.AvgPool2d(square(kernel), square(stride), square(padding));
    }

    /** Every kind of layer, small. */
    static Layer[] everyKind() {
        return new Layer[] {
            conv(4, 5, 2, 1, true),
            batchNorm(),
            new Layer.Relu(),
            avgPool(3, 2, 1),
            new Layer.Conv2d(5, new Layer.Size(3, 2), Layer.Size.square(1), new Layer.Size(0, 1), false),
            batchNorm(),
            new Layer.Relu(),
            maxPool(3, 2, 1),
            new Layer.Flatten(),
            new Layer.Linear(7, true),
            new Layer.Relu(),
            new Layer.Linear(10, true)
        };
    }

    /** Every kind of layer that {@link #everyKind} has not, small; a batch norm first behind the flatten. */
    static Layer[] otherKinds() {
        return new Layer[] {
            new Layer.Conv2d(4, new Layer.Size(4, 3), square(1), new Layer.SamePadding(), true),
            batchNorm(),
            new Activation.LeakyRelu(0.2),
            new Layer.Conv2d(3, square(3), square(2), square(1), new Layer.Size(1, 3), false),
            new Activation.Elu(0.5),
            new Layer.AdaptiveAvgPool2d(new Layer.Size(2, 1)),
            new Layer.Flatten(),
            new Layer.BatchNorm1d(1e-4, 0.2),
            new Layer.Linear(9, false),
            new Layer.BatchNorm1d(1e-5, 0.1),
            new Layer.Relu(),
            new Layer.Linear(8, true),
            new Activation.Silu(),
            new Layer.Linear(7, true),
            new Activation.Tanh(),
            new Layer.Linear(7, true),
            new Activation.Sigmoid(),
            new Layer.Linear(10, true)
        };
    }

    /**
     * Residual blocks, small: first of all, of the input itself, with a convolution in the shortcut, one in another, with
     * an activation right at the branch, and flat; groups, a depthwise convolution and gelu are in them.
     */
    static Layer[] branches(Activation.Gelu gelu) {
        return new Layer[] {
            new Layer.Residual(List.of(conv(4, 3, 2, 1, true)), List.of(conv(4, 1, 2, 0, false))),
            batchNorm(),
            new Layer.Residual(
                    List.of(
                            new Layer.Relu(),
                            grouped(6, 3, 2, true),
                            batchNorm(),
                            new Layer.Relu(),
                            new Layer.Residual(List.of(grouped(6, 3, 6, false), new Activation.Gelu(true)), List.of())),
                    List.of(conv(6, 1, 1, 0, false), batchNorm())),
            gelu,
            new Layer.Residual(List.of(grouped(6, 3, 3, false), batchNorm()), List.of()),
            new Layer.Relu(),
            new Layer.AdaptiveAvgPool2d(new Layer.Size(2, 1)),
            new Layer.Residual(
                    List.of(new Layer.Flatten(), new Layer.Linear(12, true), new Activation.Tanh()),
                    List.of(new Layer.Flatten())),
            new Layer.Linear(10, true)
        };
    }

    /** Batch norms without scale and shift: of the images, with a ReLU behind and without, of features; one that has both. */
    static Layer[] normsWithoutAffine() {
        return new Layer[] {
            new Layer.BatchNorm2d(1e-4, 0.3, false),
            conv(4, 5, 2, 1, false),
            new Layer.BatchNorm2d(1e-5, 0.1, false),
            new Layer.Relu(),
            conv(5, 3, 2, 0, true),
            batchNorm(),
            new Activation.Silu(),
            new Layer.Residual(List.of(conv(5, 3, 1, 1, false), new Layer.BatchNorm2d(1e-5, 0.2, false)), List.of()),
            maxPool(3, 2, 1),
            new Layer.Flatten(),
            new Layer.BatchNorm1d(1e-4, 0.2, false),
            new Layer.Linear(8, false),
            new Layer.BatchNorm1d(1e-5, 0.1, false),
            new Layer.Relu(),
            new Layer.Linear(10, true)
        };
    }

    /** Windows and paddings that DL4J's layers do not have: more zeros on one side of a dilated kernel, pools of uneven windows. */
    static Layer[] uneven() {
        return new Layer[] {
            new Layer.Conv2d(4, new Layer.Size(4, 3), square(1), new Layer.SamePadding(), new Layer.Size(3, 2), true),
            new Layer.Relu(),
            new Layer.AdaptiveAvgPool2d(new Layer.Size(5, 9)),
            new Layer.Conv2d(6, square(2), square(1), new Layer.SamePadding(), new Layer.Size(1, 3), 2, false),
            batchNorm(),
            new Layer.Residual(
                    List.of(new Layer.AdaptiveAvgPool2d(new Layer.Size(3, 1))),
                    List.of(
                            new Activation.Silu(),
                            new Layer.Conv2d(6, square(2), square(1), new Layer.SamePadding(), square(3), true),
                            new Layer.AdaptiveAvgPool2d(new Layer.Size(3, 1)))),
            new Layer.AdaptiveAvgPool2d(new Layer.Size(4, 2)),
            new Layer.Flatten(),
            new Layer.Linear(10, true)
        };
    }

    /** With as much padding as keeps the image's size. */
    static Layer grouped(int channels, int kernel, int groups, boolean bias) {
        return new Layer.Conv2d(channels, square(kernel), square(1), square(kernel / 2), square(1), groups, bias);
    }

    /** The network that speed is measured on. */
    public static List<Layer> reference() {
        List<Layer> layers = new ArrayList<>();
        for (int channels : new int[] {32, 64, 128}) {
            for (int i = 0; i < 2; i++) {
                layers.add(conv(channels, 3, 1, 1, false));
                layers.add(batchNorm());
                layers.add(new Layer.Relu());
            }
            layers.add(maxPool(2, 2, 0));
        }
        layers.add(new Layer.Flatten());
        layers.add(new Layer.Linear(256, true));
        layers.add(new Layer.Relu());
        layers.add(new Layer.Linear(10, true));
        return layers;
    }

    /** Images and labels out of a seed. */
    public static Batch batch(DatasetName dataset, int size, long seed) {
        Random random = new Random(seed);
        float[] images = new float[size * dataset.shape().size()];
        int[] labels = new int[size];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < size; i++) {
            labels[i] = random.nextInt(dataset.classes());
        }
        return new Batch(dataset.shape(), images, labels);
    }

    private static Layer.Size square(int side) {
        return Layer.Size.square(side);
    }
}
