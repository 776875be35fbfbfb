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

    private static final Map<String, Function<ObjectReader, Optimizer>> TYPES = new TreeMap<>(Map.of(
            "sgd", OptimizerReader::sgd,
            "adam", fields -> adam(fields, 0, Optimizer.Adam::new),
            "adamw", fields -> adam(fields, 0.01, Optimizer.AdamW::new),
            "rmsprop", OptimizerReader::rmsProp,
            "adagrad", OptimizerReader::adagrad));

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
        double learningRate = learningRate(fields, LEARNING_RATE);
        double momentum = momentum(fields);
        double dampening = fields.optional("dampening", Numbers.from(0, 1), 0.0);
        boolean nesterov = fields.optional("nesterov", Kind.bool(), false);
        if (fields.sound() && nesterov && momentum == 0) {
            fields.reject("nesterov", CONFLICT, "Nesterov momentum needs a \"momentum\" above 0, for example 0.9.");
        } else if (fields.sound() && nesterov && dampening > 0) {
            fields.reject("nesterov", CONFLICT, "Nesterov momentum cannot be dampened: leave \"dampening\" at 0.");
        }
        return new Optimizer.Sgd(
                learningRate, momentum, dampening, nesterov, weightDecay(fields, 0), decayNormAndBias(fields));
    }

    /** What Adam and AdamW are made of. */
    private interface AdamKind {
        Optimizer of(
                double learningRate,
                double beta1,
                double beta2,
                double eps,
                double weightDecay,
                boolean decayNormAndBias);
    }

    private static Optimizer adam(ObjectReader fields, double weightDecay, AdamKind kind) {
        double learningRate = learningRate(fields, LEARNING_RATE);
        List<Double> betas = fields.optional("betas", BETAS, List.of(0.9, 0.999));
        double beta1 = fields.sound() ? betas.get(0) : 0;
        double beta2 = fields.sound() ? betas.get(1) : 0;
        double eps = eps(fields, 1e-8);
        return kind.of(learningRate, beta1, beta2, eps, weightDecay(fields, weightDecay), decayNormAndBias(fields));
    }

    private static Optimizer rmsProp(ObjectReader fields) {
        return new Optimizer.RmsProp(
                learningRate(fields, 0.01),
                fields.optional("alpha", Numbers.below(0, 1), 0.99),
                eps(fields, 1e-8),
                momentum(fields),
                fields.optional("centered", Kind.bool(), false),
                weightDecay(fields, 0),
                decayNormAndBias(fields));
    }

    private static Optimizer adagrad(ObjectReader fields) {
        return new Optimizer.Adagrad(
                learningRate(fields, 0.01),
                fields.optional("lr_decay", Numbers.from(0, 1000), 0.0),
                fields.optional("initial_accumulator_value", Numbers.from(0, 1000), 0.0),
                eps(fields, 1e-10),
                weightDecay(fields, 0),
                decayNormAndBias(fields));
    }

    private static double learningRate(ObjectReader fields, double otherwise) {
        return fields.optional("learning_rate", Numbers.above(0, 1000), otherwise);
    }

    private static double momentum(ObjectReader fields) {
        return fields.optional("momentum", Numbers.below(0, 1), 0.0);
    }

    private static double eps(ObjectReader fields, double otherwise) {
        return fields.optional("eps", Numbers.above(0, 1), otherwise);
    }

    private static double weightDecay(ObjectReader fields, double otherwise) {
        return fields.optional("weight_decay", Numbers.from(0, 100), otherwise);
    }

    private static boolean decayNormAndBias(ObjectReader fields) {
        return fields.optional("decay_norm_and_bias", Kind.bool(), true);
    }
}
