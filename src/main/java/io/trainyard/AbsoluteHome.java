package io.trainyard;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Lets {@code trainyard.home} be given relative to the working folder: the database's URL takes absolute paths only. */
final class AbsoluteHome implements EnvironmentPostProcessor {

    private static final String HOME = "trainyard.home";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String home = environment.getProperty(HOME);
        if (home != null) {
            String absolute = Path.of(home).toAbsolutePath().normalize().toString();
            environment.getPropertySources().addFirst(new MapPropertySource("absolute home", Map.of(HOME, absolute)));
        }
    }
}
