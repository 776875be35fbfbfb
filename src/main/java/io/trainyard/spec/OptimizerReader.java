package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.CONFLICT;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads {@code loss} and {@code optimizer}. Defaults are those of torch.nn and torch.optim. */
final class OptimizerReader {

    private static final double LEARNING_RATE = 1e-3;

    /** For a spec that names no optimizer: the one that asks for the least tuning. */
    static final Optimizer DEFAULT = new Optimizer.Adam(LEARNING_RATE, 0.9, 0.999, 1e-8, 0, true);

    private static final Kind<List<Double>> BETAS = Kind.list(Numbers.below(0, 1), 2, 2);

    private static final Map<String, Function<ObjectReader, Optimizer>> TYPES =
            new TreeMap<>(Map.of("sgd", OptimizerReader::sgd, "adam", OptimizerReader::adam));

    static final Kind<Optimizer> OPTIMIZER = Kind.object(fields -> fields.variant("optimizer", TYPES));

    private static final Kind<List<Double>> CLASS_WEIGHTS = Kind.list(Numbers.above(0, 1e6), 1, 1000);

    private static final Map<String, Function<ObjectReader, Loss>> LOSSES =
            Map.of("cross_entropy", OptimizerReader::crossEntropy);

    static final Kind<Loss> LOSS = Kind.object(fields -> fields.variant("loss", LOSSES));

    private OptimizerReader() {}

    private static Loss crossEntropy(ObjectReader fields) {
        return new Loss(
                fields.optional("label_smoothing", Numbers.below(0, 1), 0.0),
                fields.nullable("class_weights", CLASS_WEIGHTS));
    }

    private static Optimizer sgd(ObjectReader fields) {
        double learningRate = learningRate(fields);
        double momentum = fields.optional("momentum", Numbers.below(0, 1), 0.0);
        boolean nesterov = fields.optional("nesterov", Kind.bool(), false);
        if (fields.sound() && nesterov && momentum == 0) {
            fields.reject("nesterov", CONFLICT, "Nesterov momentum needs a \"momentum\" above 0, for example 0.9.");
        }
        return new Optimizer.Sgd(learningRate, momentum, nesterov, weightDecay(fields), decayNormAndBias(fields));
    }

    private static Optimizer adam(ObjectReader fields) {
        double learningRate = learningRate(fields);
        List<Double> betas = fields.optional("betas", BETAS, List.of(0.9, 0.999));
        double beta1 = fields.sound() ? betas.get(0) : 0;
        double beta2 = fields.sound() ? betas.get(1) : 0;
        double eps = fields.optional("eps", Numbers.above(0, 1), 1e-8);
        return new Optimizer.Adam(learningRate, beta1, beta2, eps, weightDecay(fields), decayNormAndBias(fields));
    }

    private static double learningRate(ObjectReader fields) {
        return fields.optional("learning_rate", Numbers.above(0, 1000), LEARNING_RATE);
    }

    private static double weightDecay(ObjectReader fields) {
        return fields.optional("weight_decay", Numbers.from(0, 100), 0.0);
    }

    private static boolean decayNormAndBias(ObjectReader fields) {
        return fields.optional("decay_norm_and_bias", Kind.bool(), true);
    }
}
