package io.trainyard;

import io.trainyard.dataset.DatasetStore;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the server looks for data sets: in {@code trainyard.data}, then where its trainers keep what they downloaded. */
@Configuration(proxyBeanMethods = false)
class DatasetConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(DatasetStore.class);

    @Bean
    DatasetStore datasetStore(@Value("${trainyard.home}") Path home, @Value("${trainyard.data:}") String data) {
        return new DatasetStore(data.isBlank() ? null : Path.of(data), home.resolve("cache"), LOG::info);
    }
}
