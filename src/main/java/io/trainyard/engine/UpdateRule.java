package io.trainyard.engine;

import io.trainyard.engine.network.Parameter;
import io.trainyard.engine.network.Stretch;
import io.trainyard.spec.GradientClipping;
import io.trainyard.spec.Optimizer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One of torch.optim's rules on the flat parameter and gradient vectors. Batch norm's running statistics lie in them
 * too and are left alone.
 */
abstract sealed class UpdateRule implements Update permits SgdRule, AdamRule, RmsPropRule, AdagradRule {

    private final Optimizer optimizer;
    private final List<Stretch> stretches;
    private final List<INDArray> parameters;
    private final List<INDArray> gradients;
    private final List<INDArray> states;
    private @Nullable INDArray scratch;

    UpdateRule(Optimizer optimizer, List<Parameter> layout, INDArray parameters, INDArray gradients) {
        this.optimizer = optimizer;
        this.stretches = Stretch.of(layout, optimizer.decayNormAndBias());
        this.parameters = stretches.stream().map(s -> part(s, parameters)).toList();
        this.gradients = stretches.stream().map(s -> part(s, gradients)).toList();
        this.states = Stream.generate(() -> Nd4j.zeros(parameters.dataType(), parameters.length()))
                .limit(optimizer.buffersPerParameter())
                .toList();
    }

    /** Clips the gradients first. */
    static Update of(Optimizer optimizer, @Nullable GradientClipping clipping, Parameters parameters) {
        UpdateRule rule = of(optimizer, parameters.layout(), parameters.values(), parameters.gradients());
        GradientClipper clipper = new GradientClipper(clipping, rule.gradients());
        return new Update() {
            @Override
            public List<INDArray> states() {
                return rule.states();
            }

            @Override
            public boolean apply(double learningRate, long iteration) {
                clipper.clip();
                return rule.apply(learningRate, iteration);
            }
        };
    }

    static UpdateRule of(Optimizer optimizer, List<Parameter> layout, INDArray parameters, INDArray gradients) {
        if (optimizer instanceof Optimizer.Sgd sgd) {
            return new SgdRule(sgd, layout, parameters, gradients);
        }
        if (optimizer instanceof Optimizer.Adam adam) {
            return new AdamRule(adam, layout, parameters, gradients);
        }
        if (optimizer instanceof Optimizer.AdamW adamW) {
            return new AdamRule(adamW, layout, parameters, gradients);
        }
        if (optimizer instanceof Optimizer.RmsProp rmsProp) {
            return new RmsPropRule(rmsProp, layout, parameters, gradients);
        }
        if (optimizer instanceof Optimizer.Adagrad adagrad) {
            return new AdagradRule(adagrad, layout, parameters, gradients);
        }
        throw new IllegalArgumentException("Unknown optimizer " + optimizer);
    }

    /** Those of the trainable parameters; views. */
    final List<INDArray> gradients() {
        return gradients;
    }

    @Override
    public final List<INDArray> states() {
        return states;
    }

    @Override
    public final boolean apply(double learningRate, long iteration) {
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            if (stretch.decays() && optimizer.weightDecay() != 0) {
                decay(parameters.get(i), gradients.get(i), learningRate);
            }
            List<INDArray> own =
                    states.stream().map(state -> part(stretch, state)).toList();
            update(parameters.get(i), gradients.get(i), own, learningRate, iteration);
        }
        return parameters.stream()
                .allMatch(values -> Double.isFinite(values.norm1Number().doubleValue()));
    }

    private void decay(INDArray parameter, INDArray gradient, double learningRate) {
        if (optimizer.decouplesWeightDecay()) {
            parameter.muli(1 - learningRate * optimizer.weightDecay());
        } else {
            axpy(optimizer.weightDecay(), parameter, gradient);
        }
    }

    abstract void update(
            INDArray parameter, INDArray gradient, List<INDArray> state, double learningRate, long iteration);

    /** Values to compute with, the same memory every time. */
    final INDArray scratch(long length) {
        if (scratch == null) {
            scratch = Nd4j.createUninitialized(
                    states.get(0).dataType(), states.get(0).length());
        }
        return scratch.get(NDArrayIndex.interval(0, length));
    }

    /** y += a x. */
    static void axpy(double a, INDArray x, INDArray y) {
        Nd4j.getBlasWrapper().level1().axpy(x.length(), a, x, y);
    }

    private static INDArray part(Stretch stretch, INDArray vector) {
        return vector.get(NDArrayIndex.interval(stretch.begin(), stretch.end()));
    }
}
