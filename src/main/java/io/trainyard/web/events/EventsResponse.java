package io.trainyard.web.events;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.MediaType;

/** What the OpenAPI document says of an answer with events. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
        responseCode = "200",
        description = "Oldest first: a page of the stored ones, or a stream that goes on with those to come",
        content = {
            @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schemaProperties = {
                        @SchemaProperty(name = "object", schema = @Schema(type = "string")),
                        @SchemaProperty(
                                name = "data",
                                array = @ArraySchema(schema = @Schema(implementation = EventDocument.class))),
                        @SchemaProperty(name = "has_more", schema = @Schema(type = "boolean")),
                        @SchemaProperty(name = "next", schema = @Schema(type = "string", nullable = true))
                    }),
            @Content(
                    mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                    schema = @Schema(type = "string"),
                    examples =
                            @ExampleObject(
                                    "retry: 2000\nid: 40\n\nid: 41\nevent: status\ndata: {\"id\":41,\"object\":\"event\",…}\n\n"))
        })
@ApiResponse(
        responseCode = "503",
        description = "Too many streams are open, or the server is being stopped; try again after Retry-After",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        schema = @Schema(ref = "#/components/schemas/Problem")))
@interface EventsResponse {}
