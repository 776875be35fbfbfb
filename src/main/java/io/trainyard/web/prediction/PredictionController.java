package io.trainyard.web.prediction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.Checkpoint;
import io.trainyard.job.Job;
import io.trainyard.job.Jobs;
import io.trainyard.web.JobDocuments;
import io.trainyard.web.Problem;
import io.trainyard.web.ProblemError;
import io.trainyard.web.WebConfiguration;
import io.trainyard.web.model.CheckpointParameter;
import io.trainyard.web.model.CheckpointSelection;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

@RestController
@RequestMapping(path = WebConfiguration.API + "/jobs/{id}/predict", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "models")
class PredictionController {

    private static final String WEBP = "image/webp";
    private static final long MAX_BYTES = 16L << 20;

    private final Jobs jobs;
    private final CheckpointSelection checkpoints;
    private final Predictions predictions;
    private final Admission admission;

    PredictionController(Jobs jobs, CheckpointSelection checkpoints, Predictions predictions, Admission admission) {
        this.jobs = jobs;
        this.checkpoints = checkpoints;
        this.predictions = predictions;
        this.admission = admission;
    }

    @Operation(
            summary = "What the model takes an image for",
            description = "The image is turned upright, made grey or coloured as the data set is, resized with"
                    + " antialiasing to the network's input, and standardized as in training.")
    @RequestBody(
            required = true,
            description = "A PNG, JPEG or WebP file, as it is or as the field image of a form",
            content = {
                @Content(mediaType = MediaType.IMAGE_PNG_VALUE, schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = MediaType.IMAGE_JPEG_VALUE, schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = WEBP, schema = @Schema(type = "string", format = "binary")),
                @Content(
                        mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                        schema = @Schema(type = "string", format = "binary")),
                @Content(
                        mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                        schemaProperties =
                                @SchemaProperty(name = "image", schema = @Schema(type = "string", format = "binary")))
            })
    @ApiResponse(responseCode = "200", description = "The likeliest classes")
    @PostMapping(
            consumes = {
                MediaType.IMAGE_PNG_VALUE,
                MediaType.IMAGE_JPEG_VALUE,
                WEBP,
                MediaType.APPLICATION_OCTET_STREAM_VALUE,
                MediaType.MULTIPART_FORM_DATA_VALUE
            })
    PredictionDocument predict(
            @PathVariable String id,
            @Parameter(
                            description = "So many of the likeliest classes; more than there are gives all",
                            schema = @Schema(type = "integer", minimum = "1", defaultValue = "5"))
                    @RequestParam(name = "top_k", defaultValue = "5")
                    int topK,
            @CheckpointParameter @RequestParam(name = "checkpoint", required = false) @Nullable String selector,
            HttpServletRequest request)
            throws IOException {
        if (topK < 1) {
            throw Problem.invalidParameters(List.of(ProblemError.inQuery(
                            "top_k", "out_of_range", "top_k is %d, but must be at least 1.".formatted(topK))))
                    .exception();
        }
        Job job = JobDocuments.require(jobs, id);
        Checkpoint checkpoint = checkpoints.select(job, selector);
        return admission.reading(bytes(request), () -> predictions.predict(job, checkpoint, image(request), topK));
    }

    /** The most that there may be where the length is not announced. */
    private static long bytes(HttpServletRequest request) {
        long announced = request.getContentLengthLong();
        return announced < 0 ? MAX_BYTES : announced;
    }

    private static byte[] image(HttpServletRequest request) throws IOException {
        if (!(request instanceof MultipartHttpServletRequest form)) {
            return request.getInputStream().readAllBytes();
        }
        List<MultipartFile> files = form.getFiles("image");
        if (files.isEmpty()) {
            throw Problem.of(
                            HttpStatus.BAD_REQUEST,
                            "missing_field",
                            "The form has no file in the field \"image\". With curl: -F 'image=@file.png'")
                    .exception();
        }
        if (files.size() > 1) {
            throw Problem.of(
                            HttpStatus.BAD_REQUEST,
                            "repeated_field",
                            "The form has %d files in the field \"image\", but one is asked for at a time."
                                    .formatted(files.size()))
                    .exception();
        }
        return files.get(0).getBytes();
    }
}
