package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.engine.onednn.OneDnnExecutor;
import io.trainyard.training.Engine;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Which kernels run. */
class KernelsTest {

    @Test
    void the_best_kernels_are_in_java_where_the_processor_has_wide_vectors() {
        Kernels best = OneDnnExecutor.hasVectors() ? Kernels.VECTORS : Kernels.ONEDNN;
        assertThat(Kernels.best()).isEqualTo(best);
        try (Dl4jEngine engine = new Dl4jEngine(Specs.spec(Specs.PLAIN_SGD, Specs.everyKind()))) {
            assertThat(engine.description()).startsWith("CPU, " + best.words() + ", ");
        }
    }

    @Test
    void tests_run_with_javas_vectors() {
        assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
    }

    @Test
    void open_blas_gets_no_threads_beside_onednns() {
        Nd4j.factory().blas().setMaxThreads(2);
        try (Engine engine = new Dl4jEngine(Specs.spec(Specs.PLAIN_SGD, Specs.everyKind()), Kernels.ONEDNN)) {
            assertThat(engine.description()).contains("oneDNN");
            assertThat(Nd4j.factory().blas().getMaxThreads()).isEqualTo(1);
        }
    }
}
