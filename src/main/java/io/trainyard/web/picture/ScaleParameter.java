package io.trainyard.web.picture;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes how large a picture is to be; {@link Pictures#SCALE} checks it. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        description = "Side of the square that a pixel becomes, 1 to 8",
        schema = @Schema(type = "integer", minimum = "1", maximum = "8"))
public @interface ScaleParameter {}
