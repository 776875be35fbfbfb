package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.result.StopReason;
import io.trainyard.training.TrainingState.Best;
import io.trainyard.training.diagnosis.LossCurve;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForkedStateTest {

    private static final Best BEST = new Best(2, 0.5);
    private static final Best STOPPING = new Best(1, 0.25);
    private static final Plateau PLATEAU = new Plateau(0.1, 0.5, 1, 0);
    private static final LossCurve LOSSES = new LossCurve(2.3, List.of());

    @Test
    void a_fork_that_continues_takes_everything_over() {
        TrainingState within = state(null);
        assertThat(within.continued()).isEqualTo(within);
    }

    @Test
    void a_fork_of_a_run_that_ended_early_goes_on_with_its_patience_counted_anew() {
        TrainingState continued = state(StopReason.EARLY_STOPPING).continued();
        assertThat(continued.endedEarly()).isNull();
        assertThat(continued.stopping()).isNull();
        assertThat(continued.best()).isEqualTo(BEST);
        assertThat(continued.plateau()).isEqualTo(PLATEAU);
    }

    @Test
    void a_fork_that_trains_otherwise_takes_over_the_place_alone() {
        assertThat(state(StopReason.TARGET_REACHED).forgetting())
                .isEqualTo(new TrainingState(3, 2, 17, 1.5, 5, 12, null, null, null, null, LossCurve.empty()));
    }

    @Test
    void a_best_without_its_checkpoint_is_forgotten_and_nothing_else() {
        assertThat(state(null).withoutBest())
                .isEqualTo(new TrainingState(3, 2, 17, 1.5, 5, 12, null, STOPPING, null, PLATEAU, LOSSES));
    }

    private static TrainingState state(@Nullable StopReason endedEarly) {
        return new TrainingState(3, 2, 17, 1.5, 5, 12, BEST, STOPPING, endedEarly, PLATEAU, LOSSES);
    }
}
