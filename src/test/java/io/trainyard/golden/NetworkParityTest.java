package io.trainyard.golden;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole networks, up to 50 steps. In the first one only rounding shows. Sooner or later a value near zero comes out on the other side of a ReLU, or another pixel is a pool's largest,
 * here or in PyTorch's float32, and the way parts from float64's for good by up to a hundredth: 3 % is allowed.
 */
class NetworkParityTest {

    static List<GoldenCase> cases() {
        return GoldenCase.group("networks");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void training_goes_pytorchs_way(GoldenCase golden) {
        Parity.exactFor(1, 3e-2).check(golden);
    }
}
