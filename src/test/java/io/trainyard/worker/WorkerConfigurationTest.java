package io.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class WorkerConfigurationTest {

    @TempDir
    Path folder;

    @Test
    void a_home_in_use_is_noticed_before_the_database() {
        Home first = Home.open(folder);
        try (first) {
            new ApplicationContextRunner()
                    .withUserConfiguration(Database.class, WorkerConfiguration.class)
                    .withPropertyValues("trainyard.home=" + folder)
                    .run(context -> assertThat(context.getStartupFailure())
                            .hasRootCauseInstanceOf(HomeInUseException.class)
                            .rootCause()
                            .hasMessage("Another server uses trainyard.home=%s.", folder));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Database {

        @Bean
        DataSource dataSource() {
            throw new IllegalStateException("The database came first.");
        }
    }
}
