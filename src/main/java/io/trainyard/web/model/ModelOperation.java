package io.trainyard.web.model;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes the answers of a model's download in the OpenAPI document. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
        responseCode = "200",
        description = "The whole file",
        headers = {
            @Header(name = "ETag", description = "The file's SHA-256 in hex, quoted"),
            @Header(name = "Repr-Digest", description = "The file's SHA-256, RFC 9530")
        },
        content = {
            @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")),
            @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary"))
        })
@ApiResponse(
        responseCode = "206",
        description = "The ranges asked for; several come as multipart/byteranges",
        content = {
            @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")),
            @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary"))
        })
@ApiResponse(responseCode = "304", description = "If-None-Match names this very file", content = @Content)
@interface ModelOperation {}
