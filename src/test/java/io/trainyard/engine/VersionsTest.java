package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionsTest {

    @Test
    void names_the_libraries_the_backend_and_the_threads() {
        Map<String, String> versions = Engines.versions();
        assertThat(versions)
                .containsKeys("deeplearning4j-nn", "nd4j-api", "javacpp", "openblas", "dnnl", "java")
                .containsEntry("backend", "CPU")
                .doesNotContainValue(null);
        assertThat(Integer.parseInt(versions.get("threads"))).isPositive();
    }
}
