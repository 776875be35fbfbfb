package io.trainyard.golden;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole networks. All stored steps, up to 50, with {@code -Dgolden.steps=50}; by default the first ten. In the first step
 * only rounding shows. Sooner or later a value near zero comes out on the other side of a ReLU, or another pixel is a pool's largest,
 * here or in PyTorch's float32, and the way parts from float64's for good by up to a hundredth: 3 % is allowed.
 */
class NetworkParityTest {

    static List<GoldenCase> cases() {
        return GoldenCase.group("networks");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void training_goes_pytorchs_way(GoldenCase golden) {
        int steps = Math.min(golden.steps(), Integer.getInteger("golden.steps", 10));
        Parity.exactFor(1, 3e-2).check(golden, steps);
    }
}
