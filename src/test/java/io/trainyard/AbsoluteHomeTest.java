package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

class AbsoluteHomeTest {

    @Test
    void the_database_lies_below_a_relative_home() {
        SpringApplication application = new SpringApplication(Nothing.class);
        application.setWebApplicationType(WebApplicationType.NONE);

        try (var context = application.run("--trainyard.home=some/folder")) {
            assertThat(context.getEnvironment().getProperty("spring.datasource.url"))
                    .startsWith("jdbc:h2:retry:" + Path.of("some/folder").toAbsolutePath() + "/database/");
        }
    }

    static class Nothing {}
}
