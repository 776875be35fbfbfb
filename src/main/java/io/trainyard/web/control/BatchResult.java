package io.trainyard.web.control;

import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.web.JobDocument;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/**
 * What became of one job of a batch.
 *
 * @param id of the job
 * @param status as HTTP would have had it for this job alone
 * @param job as it is after the batch; null if there was a problem, or if it was deleted
 * @param problem null if there was none
 */
@Schema(name = "BatchResult")
record BatchResult(
        String id,
        int status,
        @Nullable JobDocument job,

        @Schema(ref = "#/components/schemas/Problem") @Nullable
        ProblemDetail problem) {}
