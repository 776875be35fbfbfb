package io.trainyard.web.events;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Descriptions of what lists and streams of events take. */
final class EventParameters {

    private EventParameters() {}

    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @Parameter(
            description = "Only events with ids above this one",
            schema = @Schema(type = "integer", format = "int64", minimum = "0"))
    @interface After {}

    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @Parameter(description = "Of a list", schema = @Schema(type = "integer", minimum = "1", maximum = "1000"))
    @interface Limit {}

    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @Parameter(description = "As after, of a stream; goes before it", schema = @Schema(type = "string"))
    @interface LastEventId {}
}
