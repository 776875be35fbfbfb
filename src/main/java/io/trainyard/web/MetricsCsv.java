package io.trainyard.web;

import io.trainyard.result.EpochMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Metrics as RFC 4180 text: a header line, then one line per epoch; an absent value is an empty field. */
public final class MetricsCsv {

    private static final String HEADER =
            "epoch,train_loss,train_accuracy,validation_loss,validation_accuracy,learning_rate,seconds,"
                    + "images_per_second,feed_wait_seconds\r\n";

    private MetricsCsv() {}

    public static String write(List<EpochMetrics> epochs) {
        return epochs.stream().map(MetricsCsv::line).collect(Collectors.joining("", HEADER, ""));
    }

    private static String line(EpochMetrics m) {
        return row(
                m.epoch(),
                m.trainLoss(),
                m.trainAccuracy(),
                m.validationLoss(),
                m.validationAccuracy(),
                m.learningRate(),
                m.seconds(),
                m.imagesPerSecond(),
                m.feedWaitSeconds());
    }

    private static String row(@Nullable Number... values) {
        return Arrays.stream(values)
                .map(value -> value == null ? "" : value.toString())
                .collect(Collectors.joining(",", "", "\r\n"));
    }
}
