package io.trainyard.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks the NVIDIA driver's own tool for the GPUs, so that the server needs no CUDA itself. */
final class NvidiaSmi {

    private final String binary;
    private final int timeoutSeconds;

    NvidiaSmi(String binary, int timeoutSeconds) {
        this.binary = binary;
        this.timeoutSeconds = timeoutSeconds;
    }

    /** @param problem in a person's words, when there is no answer or an empty one */
    record Answer(List<GpuLine> gpus, @Nullable String problem) {

        static Answer none(String problem) {
            return new Answer(List.of(), problem);
        }
    }

    Answer ask() {
        Answer answer = ask(GpuLine.FIELDS);
        // Tools of drivers before 510 refuse to answer at all when asked for compute_cap.
        boolean unknownField = answer.problem() != null && answer.problem().contains("compute_cap");
        return unknownField ? ask(GpuLine.FIELDS.subList(0, GpuLine.FIELDS.size() - 1)) : answer;
    }

    private Answer ask(List<String> fields) {
        try {
            return run(List.of(binary, "--query-gpu=" + String.join(",", fields), "--format=csv,noheader,nounits"));
        } catch (IOException e) {
            return Answer.none("No NVIDIA driver was found (there is no %s).".formatted(binary));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.none("Looking for GPUs was interrupted.");
        }
    }

    private Answer run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("nvidia-smi", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Answer.none("nvidia-smi did not answer within %d seconds: the NVIDIA driver may hang."
                        .formatted(timeoutSeconds));
            }
            return read(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    static Answer read(int exitCode, String output) {
        List<GpuLine> gpus = new ArrayList<>();
        output.lines().map(GpuLine::parse).flatMap(Optional::stream).forEach(gpus::add);
        if (exitCode != 0) {
            return Answer.none("nvidia-smi failed with exit code %d: %s".formatted(exitCode, output.strip()));
        }
        return gpus.isEmpty()
                ? Answer.none("nvidia-smi found no GPU: %s".formatted(output.strip()))
                : new Answer(gpus, null);
    }
}
