package io.trainyard.golden;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every optimizer and its settings, with and without schedules: four epochs of three steps, the last batch smaller. */
class OptimizerParityTest {

    static List<GoldenCase> cases() {
        return GoldenCase.group("optimizers");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void parameters_move_as_pytorchs(GoldenCase golden) {
        Parity.exact().check(golden);
    }
}
