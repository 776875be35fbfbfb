package io.trainyard.golden;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every layer and its settings, label smoothing, evaluation, batches that get smaller: small networks, three steps of
 * plain SGD at a high learning rate, so that the parameters show the gradients.
 */
class LayerParityTest {

    static List<GoldenCase> cases() {
        return GoldenCase.group("layers");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void losses_gradients_and_predictions_are_pytorchs(GoldenCase golden) {
        Parity.exact().check(golden);
    }
}
