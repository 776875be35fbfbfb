package io.trainyard.web.prediction;

import io.trainyard.prediction.Predictor;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PredictionConfiguration {

    /** Of images that are read at once, all together. */
    private static final int MAX_KIBIBYTES = 128 * 1024;

    @Bean
    Predictor predictor(@Value("${trainyard.home}") Path home) {
        return new Predictor(home.resolve("onnxruntime"));
    }

    /** At most half of the cores, since a trainer may need them; and not too much memory. */
    @Bean
    Admission admission() {
        return new Admission(Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2)), MAX_KIBIBYTES);
    }
}
