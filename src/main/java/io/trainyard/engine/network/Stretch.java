package io.trainyard.engine.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring parameters that an optimizer treats alike.
 *
 * @param begin offset of the first
 * @param end one past the last
 * @param decays whether weight decay applies
 */
public record Stretch(long begin, long end, boolean decays) {

    /** All trainable parameters; running statistics between them are left out. */
    public static List<Stretch> of(List<Parameter> layout, boolean decayNormAndBias) {
        List<Stretch> stretches = new ArrayList<>();
        for (Parameter parameter : layout) {
            if (!parameter.kind().trainable()) {
                continue;
            }
            boolean decays = decayNormAndBias || parameter.kind().isProperWeight();
            int last = stretches.size() - 1;
            if (last >= 0
                    && stretches.get(last).end() == parameter.offset()
                    && stretches.get(last).decays() == decays) {
                stretches.set(last, new Stretch(stretches.get(last).begin(), parameter.end(), decays));
            } else {
                stretches.add(new Stretch(parameter.offset(), parameter.end(), decays));
            }
        }
        return stretches;
    }
}
