package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.CONFLICT;
import static io.trainyard.spec.ViolationCode.MISSING_FIELD;

import io.trainyard.spec.Preprocessing.Standardize;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@code preprocessing}. */
final class PreprocessingReader {

    private static final Map<String, Standardize> SOURCES = new TreeMap<>(Map.of(
            "train",
            new Preprocessing.FromTrain(),
            "per_image",
            new Preprocessing.PerImage(),
            "none",
            new Preprocessing.None()));
    private static final int MAX_CHANNELS = 16;
    private static final Kind<List<Double>> MEAN = Kind.list(Numbers.from(-1e3, 1e3), 1, MAX_CHANNELS);
    private static final Kind<List<Double>> STD = Kind.list(Numbers.above(0, 1e3), 1, MAX_CHANNELS);

    private PreprocessingReader() {}

    static Preprocessing read(ObjectReader fields) {
        return new Preprocessing(fields.section("standardize", PreprocessingReader::standardize));
    }

    private static Standardize standardize(ObjectReader fields) {
        List<Double> mean = fields.nullable("mean", MEAN);
        List<Double> std = fields.nullable("std", STD);
        if (mean == null && std == null) {
            return fields.optional("from", Kind.choice("source of statistics", SOURCES), new Preprocessing.FromTrain());
        }
        fields.refuse("from", CONFLICT, "Give either \"from\" or explicit \"mean\" and \"std\", not both.");
        if (mean == null || std == null) {
            fields.reject(mean == null ? "mean" : "std", MISSING_FIELD, "\"mean\" and \"std\" go together.");
            return new Preprocessing.None();
        }
        return new Preprocessing.Explicit(mean, std);
    }
}
