package io.trainyard.web.openapi;

import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;
import java.util.Map;

/** What every refusal looks like: an RFC 9457 problem with our extensions. */
public final class ProblemSchema {

    private ProblemSchema() {}

    public static Schema<?> create() {
        Schema<?> problem = new ObjectSchema()
                .addProperty("type", text("A URN that ends in the code"))
                .addProperty("title", text("The status in words"))
                .addProperty("status", new IntegerSchema().description("The HTTP status"))
                .addProperty("detail", text("What was wrong and what to do next"))
                .addProperty("instance", text("The path that was asked for"))
                .addProperty("code", text("Stable, for programs"))
                .addProperty(
                        "errors",
                        new ArraySchema().items(error()).description("One by one, where there may be several"))
                .addProperty("job_status", text("Where the job stands, if its status was the reason"))
                .addProperty(
                        "allowed_actions",
                        new ArraySchema().items(new StringSchema()).description("What may be asked of the job instead"))
                .addProperty("error_id", text("To be found in the server's log, of a 500"));
        problem.setDescription("An RFC 9457 problem");
        problem.setRequired(List.of("type", "title", "status", "detail", "code"));
        problem.setExample(Map.of(
                "type", "urn:trainyard:problem:job_not_found",
                "title", "Not Found",
                "status", 404,
                "detail", "There is no job \"job_x\". GET /api/v1/jobs lists those there are.",
                "instance", "/api/v1/jobs/job_x",
                "code", "job_not_found"));
        return problem;
    }

    private static Schema<?> error() {
        Schema<?> error = new ObjectSchema()
                .addProperty("pointer", text("JSON pointer into the body"))
                .addProperty("parameter", text("Or the query parameter"))
                .addProperty("header", text("Or the header"))
                .addProperty("code", text("Stable, for programs"))
                .addProperty("message", text("What was received and what would be right"));
        error.setRequired(List.of("code", "message"));
        return error;
    }

    private static Schema<?> text(String description) {
        return new StringSchema().description(description);
    }
}
