package io.trainyard.web.model;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.Checkpoint;
import io.trainyard.job.Job;
import io.trainyard.job.Jobs;
import io.trainyard.web.JobDocuments;
import io.trainyard.web.Problem;
import io.trainyard.web.ProblemError;
import io.trainyard.web.ProblemException;
import io.trainyard.web.WebConfiguration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(WebConfiguration.API + "/jobs/{id}/model")
@Tag(name = "models")
class ModelController {

    private final Jobs jobs;
    private final CheckpointSelection checkpoints;
    private final ModelFiles files;

    ModelController(Jobs jobs, CheckpointSelection checkpoints, ModelFiles files) {
        this.jobs = jobs;
        this.checkpoints = checkpoints;
        this.files = files;
    }

    @ModelOperation
    @Operation(
            summary = "Download the trained model",
            description = "For DeepLearning4J, for ONNX Runtime, or both with all that belongs to them in one zip. "
                    + Download.DESCRIPTION)
    @GetMapping
    void get(
            @PathVariable String id,
            @CheckpointParameter @RequestParam(name = "checkpoint", required = false) @Nullable String selector,
            @Parameter(
                            description =
                                    "dl4j: a zip for ModelSerializer. onnx: takes pixels in [0,1] and gives"
                                            + " probabilities. bundle: a zip with both, spec, metrics, evaluation and provenance",
                            schema =
                                    @Schema(
                                            allowableValues = {"dl4j", "onnx", "bundle"},
                                            defaultValue = "dl4j"))
                    @RequestParam(name = "format", defaultValue = "dl4j")
                    String format,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ModelFormat wanted = ModelFormat.of(format).orElseThrow(() -> unknown(format));
        Job job = JobDocuments.require(jobs, id);
        Checkpoint checkpoint = checkpoints.select(job, selector);
        files.send(wanted, job, checkpoint, attachment -> new Download(attachment).send(request, response));
    }

    private static ProblemException unknown(String format) {
        return Problem.invalidParameters(List.of(ProblemError.inQuery(
                        "format",
                        "unknown_value",
                        "format is \"%s\", but must be dl4j, onnx or bundle.".formatted(format))))
                .exception();
    }
}
