package io.trainyard.web.datasets;

import io.trainyard.dataset.Dataset;
import io.trainyard.dataset.Images;
import io.trainyard.web.Problem;
import io.trainyard.web.ProblemError;
import java.util.List;
import java.util.Locale;

/** The parts that data sets come in. */
enum Split {
    TRAIN,
    TEST;

    static Split of(String name) {
        return switch (name) {
            case "train" -> TRAIN;
            case "test" -> TEST;
            default ->
                throw Problem.invalidParameters(List.of(ProblemError.inQuery(
                                "split",
                                "unknown_value",
                                "split is \"%s\", but must be train or test.".formatted(name))))
                        .exception();
        };
    }

    Images of(Dataset dataset) {
        return this == TRAIN ? dataset.train() : dataset.test();
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
