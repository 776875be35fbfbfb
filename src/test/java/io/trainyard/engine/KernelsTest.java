package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which kernels run. */
class KernelsTest {

    @Test
    void the_best_kernels_here_are_onednns() {
        assertThat(Kernels.best()).isEqualTo(Kernels.ONEDNN);
        try (Dl4jEngine engine = new Dl4jEngine(Specs.spec(Specs.PLAIN_SGD, Specs.everyKind()))) {
            assertThat(engine.description()).startsWith("CPU, oneDNN kernels, ");
        }
    }
}
