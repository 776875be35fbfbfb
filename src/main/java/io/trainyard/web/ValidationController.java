package io.trainyard.web;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.InvalidSpecException;
import io.trainyard.spec.SpecReader;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping(path = WebConfiguration.API + "/jobs/validate", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "jobs")
class ValidationController {

    private final SpecWarnings warnings;

    ValidationController(SpecWarnings warnings) {
        this.warnings = warnings;
    }

    @Operation(
            summary = "Check a spec",
            description = "Stores nothing. Answers 200 also to a wrong spec, with valid: false and every error; to a"
                    + " right one with all defaults, shapes, parameters, FLOPs, memory and learning rates.")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ValidationDocument validate(@RequestBody JsonNode json) {
        try {
            ExperimentSpec spec = SpecReader.read(json);
            return ValidationDocument.valid(spec, warnings.of(spec));
        } catch (InvalidSpecException e) {
            return ValidationDocument.invalid(e);
        }
    }

    /** Without this, "validate" would be taken for a job's id. */
    @Hidden
    @RequestMapping(method = {RequestMethod.GET, RequestMethod.DELETE})
    void onlyPost(HttpServletRequest request) throws HttpRequestMethodNotSupportedException {
        throw new HttpRequestMethodNotSupportedException(request.getMethod(), List.of("POST"));
    }
}
