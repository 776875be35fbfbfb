package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.WeightOrder.CHANNELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.engine.onednn.OneDnnExecutor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WeightOrderTest {

    private static final int AT = 5;

    @BeforeEach
    void needsWideVectors() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
    }

    /** With kernels of 1x3, 3x3, 4x4 and 5x5. */
    static Stream<Arguments> orders() {
        return IntStream.of(3, 9, 16, 25).mapToObj(area -> Arguments.of(WeightOrder.of(area, pitch(area)), area));
    }

    private static int pitch(int area) {
        return 2 * CHANNELS * area + 3;
    }

    private static float[] counted(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i + 1;
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("orders")
    void an_outputs_weights_come_into_one_lane(WeightOrder order, int area) {
        float[] plain = counted(WIDTH * pitch(area));
        int from = CHANNELS * area;
        int nextTap = CHANNELS * WIDTH + 7;
        float[] lanes = new float[AT + area * nextTap];

        order.spread(plain, from, lanes, AT, nextTap, WIDTH);

        for (int lane = 0; lane < WIDTH; lane++) {
            for (int weight = 0; weight < CHANNELS * area; weight++) {
                int place = AT + weight % area * nextTap + weight / area * WIDTH + lane;
                assertThat(lanes[place]).isEqualTo(plain[lane * pitch(area) + from + weight]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void they_go_back_to_where_they_came_from(WeightOrder order, int area) {
        float[] plain = counted(WIDTH * pitch(area));
        float[] lanes = new float[AT + area * CHANNELS * WIDTH];
        float[] back = new float[plain.length];

        order.spread(plain, CHANNELS * area, lanes, AT, CHANNELS * WIDTH, WIDTH);
        order.collect(lanes, AT, CHANNELS * WIDTH, WIDTH, back, CHANNELS * area);

        for (int i = 0; i < back.length; i++) {
            int place = i % pitch(area) - CHANNELS * area;
            assertThat(back[i]).isEqualTo(place >= 0 && place < CHANNELS * area ? plain[i] : 0);
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void kernels_of_channels_are_turned(WeightOrder order, int area) {
        float[] plain = counted(AT + WIDTH * area);
        int nextTap = WIDTH + 1;
        float[] lanes = new float[AT + area * nextTap];

        order.turn(plain, AT, lanes, AT, nextTap);

        for (int lane = 0; lane < WIDTH; lane++) {
            for (int tap = 0; tap < area; tap++) {
                assertThat(lanes[AT + tap * nextTap + lane]).isEqualTo(plain[AT + lane * area + area - 1 - tap]);
            }
        }
    }
}
