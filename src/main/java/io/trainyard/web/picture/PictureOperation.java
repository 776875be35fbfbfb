package io.trainyard.web.picture;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes an answer that is a picture in the OpenAPI document. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
        responseCode = "200",
        description = "The picture",
        headers = @Header(name = "ETag", description = "Of the picture", schema = @Schema(type = "string")),
        content = @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")))
public @interface PictureOperation {}
