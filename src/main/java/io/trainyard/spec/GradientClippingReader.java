package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.CONFLICT;
import static io.trainyard.spec.ViolationCode.MISSING_FIELD;

/** Reads {@code gradient_clipping}: by norm or by value. */
final class GradientClippingReader {

    private static final Kind<Double> LIMIT = Numbers.above(0, 1e6);

    static final Kind<GradientClipping> CLIPPING = Kind.object(GradientClippingReader::read);

    private GradientClippingReader() {}

    private static GradientClipping read(ObjectReader fields) {
        if (fields.has("max_norm") && fields.has("max_value")) {
            fields.reject("max_value", CONFLICT, "Give either \"max_norm\" or \"max_value\", not both.");
        } else if (!fields.has("max_norm") && !fields.has("max_value")) {
            fields.reject(
                    "max_norm", MISSING_FIELD, "Give \"max_norm\" or \"max_value\", for example {\"max_norm\": 1}.");
        }
        double norm = fields.optional("max_norm", LIMIT, 0.0);
        double value = fields.optional("max_value", LIMIT, 0.0);
        return fields.has("max_value") ? new GradientClipping.Value(value) : new GradientClipping.Norm(norm);
    }
}
