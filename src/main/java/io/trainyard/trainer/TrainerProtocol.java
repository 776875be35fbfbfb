package io.trainyard.trainer;

import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How worker and trainer write to each other: a message is one line, a mark followed by JSON. Native libraries may print
 * on the same stream, so a line without the mark is no message, and what stands before the mark does not count.
 */
public final class TrainerProtocol {

    private static final String MARK = "@trainyard ";
    private static final String TASK = "task.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private TrainerProtocol() {}

    /** The message as one line, without its line end. */
    public static String write(TrainerMessage message) {
        return MARK + JSON.writerFor(TrainerMessage.class).writeValueAsString(message);
    }

    /**
     * Empty if the line is not a message.
     *
     * @throws IllegalArgumentException if it is a message, but a damaged one
     */
    public static Optional<TrainerMessage> parse(String line) {
        int mark = line.indexOf(MARK);
        if (mark < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(line.substring(mark + MARK.length()), TrainerMessage.class));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("A trainer's message is damaged: " + line, e);
        }
    }

    /** Puts {@code task.json} into a trainer's working folder. */
    public static void writeTask(Path folder, TrainerTask task) {
        JSON.writeValue(folder.resolve(TASK), task);
    }

    public static TrainerTask readTask(Path folder) {
        return JSON.readValue(folder.resolve(TASK), TrainerTask.class);
    }
}
