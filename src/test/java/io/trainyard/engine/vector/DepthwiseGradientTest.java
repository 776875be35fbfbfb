package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.engine.onednn.OneDnnExecutor;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DepthwiseGradientTest {

    private static final int IMAGES = 3;
    private static final int CHANNELS = 32;

    private final Random random = new Random(6);

    @BeforeEach
    void needsWideVectors() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
    }

    static Stream<Window> windows() {
        return Stream.of(
                new Window(5, 5, 1, 1, 1, 1, 9, 8, 2, 2, 9, 8),
                new Window(5, 5, 2, 2, 1, 1, 9, 8, 2, 2, 5, 4),
                new Window(3, 3, 1, 1, 1, 1, 6, 6, 1, 1, 6, 6),
                new Window(7, 2, 1, 3, 1, 1, 12, 10, 0, 1, 6, 4),
                new Window(3, 3, 1, 2, 2, 3, 9, 13, 0, 2, 5, 4),
                new Window(1, 1, 4, 4, 1, 1, 8, 8, 0, 0, 2, 2));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void each_tap_has_the_sum_over_all_outputs(Window window) {
        for (boolean arrays : new boolean[] {false, true}) {
            Values x = Values.random(arrays, IMAGES, CHANNELS * window.height() * window.width(), random);
            Values slopes = Values.random(arrays, IMAGES, CHANNELS * outputs(window), random);
            DepthwiseGradient gradient = new DepthwiseGradient(CHANNELS, window);
            gradient.sum(slopes.storage(), slopes.storage(), 0);

            double[] sums = gradient.sum(x.storage(), slopes.storage(), IMAGES);

            assertThat(sums).containsExactly(expected(window, x, slopes), within(1e-4));
        }
    }

    private static int outputs(Window window) {
        return window.outputHeight() * window.outputWidth();
    }

    private static double[] expected(Window window, Values x, Values slopes) {
        double[] sums = new double[CHANNELS * window.area()];
        for (int part = 0; part < IMAGES * CHANNELS / WIDTH; part++) {
            for (int i = 0; i < outputs(window) * window.area() * WIDTH; i++) {
                int lane = i % WIDTH;
                int tap = i / WIDTH % window.area();
                int output = i / WIDTH / window.area();
                int row = output / window.outputWidth() * window.strideHeight()
                        + tap / window.kernelWidth() * window.dilationHeight()
                        - window.top();
                int column = output % window.outputWidth() * window.strideWidth()
                        + tap % window.kernelWidth() * window.dilationWidth()
                        - window.left();
                if (row >= 0 && row < window.height() && column >= 0 && column < window.width()) {
                    int pixel = part * window.height() * window.width() + row * window.width() + column;
                    int channel = part % (CHANNELS / WIDTH) * WIDTH + lane;
                    sums[channel * window.area() + tap] +=
                            (double) slopes.buffer().get((part * outputs(window) + output) * WIDTH + lane)
                                    * x.buffer().get(pixel * WIDTH + lane);
                }
            }
        }
        return sums;
    }
}
