package io.trainyard.web.events;

import io.trainyard.job.JobStatus;
import io.trainyard.job.JobWatch;
import io.trainyard.job.JobWatch.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A job's log from some line on, until the job has ended. */
final class LogSource implements StreamSource {

    private static final int PAGE = 500;

    private final JobWatch watch;
    private final String jobId;
    private int last;
    private boolean ended;

    LogSource(JobWatch watch, String jobId, int after) {
        this.watch = watch;
        this.jobId = jobId;
        this.last = after;
    }

    @Override
    public byte @Nullable [] next() {
        // Before the lines: the last of them are written before the job ends.
        boolean over = watch.status(jobId).map(JobStatus::isFinal).orElse(true);
        List<LogLine> lines = watch.log(jobId, last, PAGE);
        if (lines.isEmpty()) {
            ended = over;
            return null;
        }
        last = lines.get(lines.size() - 1).number();
        return lines.stream()
                .map(line -> line.text() + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isAtEnd() {
        return ended;
    }
}
