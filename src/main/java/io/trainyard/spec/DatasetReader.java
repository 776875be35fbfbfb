package io.trainyard.spec;

import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code dataset}. */
final class DatasetReader {

    private static final Map<String, DatasetName> NAMES = Arrays.stream(DatasetName.values())
            .collect(toMap(DatasetName::id, name -> name, (a, b) -> a, LinkedHashMap::new));

    private static final int MOST = 1_000_000_000;

    private DatasetReader() {}

    static DatasetSpec read(ObjectReader fields) {
        DatasetName name = fields.requiredChoice("name", "data set", NAMES, Map.of());
        int classes = name.classes();
        return new DatasetSpec(
                name,
                fields.optional("validation_fraction", Numbers.below(0, 1), 0.1),
                fields.nullable("train_limit", Numbers.integer(classes, MOST)),
                fields.nullable("test_limit", Numbers.integer(classes, MOST)));
    }
}
