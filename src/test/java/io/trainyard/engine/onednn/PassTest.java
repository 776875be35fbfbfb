package io.trainyard.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.spec.Shape;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassTest {

    @BeforeEach
    void needsWideVectors() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
    }

    @ParameterizedTest
    @CsvSource({"3,false", "4,false", "5,true", "6,true", "9,true", "10,true", "12,false", "16,false", "20,false"})
    void channels_lie_one_by_one_where_they_would_leave_most_of_a_block_empty(int channels, boolean planar) {
        Shape map = Shape.of(channels, 7, 5);

        assertThat(new Pass(2, true, true, Set.of()).isPlanar(map)).isEqualTo(planar);
        assertThat(new Pass(2, true, true, Set.of()).beside(map) == 1).isEqualTo(planar);
        assertThat(new Pass(2, true, false, Set.of()).isPlanar(map))
                .as("without vectors")
                .isFalse();
    }
}
