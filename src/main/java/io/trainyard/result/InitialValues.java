package io.trainyard.result;

import java.util.List;
import java.util.Map;

/**
 * How one parameter tensor of a network started.
 *
 * @param path of its layer, as in the spec's list of layers: {@code 4}, or {@code 4.shortcut.0}
 * @param layer the layer's type
 * @param name {@code weight} or {@code bias}
 * @param shape as in PyTorch
 * @param scheme its {@code type} and the numbers that it came to, such as {@code bound} or {@code std}
 * @param mean of the values that came out
 * @param std likewise, biased
 */
public record InitialValues(
        String path,
        String layer,
        String name,
        List<Long> shape,
        Map<String, Object> scheme,
        double mean,
        double std) {}
