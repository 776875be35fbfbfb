package io.trainyard.web.model;

import io.trainyard.job.Checkpoint;
import io.trainyard.job.Job;
import io.trainyard.job.Jobs;
import io.trainyard.model.CheckpointTensors;
import io.trainyard.model.PixelStandardization;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ImageShape;
import io.trainyard.spec.SpecReader;
import io.trainyard.web.MetricsCsv;
import io.trainyard.web.WebConfiguration;
import io.trainyard.web.evaluation.EvaluationDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;

/** What a bundle says beside its models; file contents by name. */
@Component
class BundleDocuments {

    private static final ObjectWriter JSON = WebConfiguration.json().writerWithDefaultPrettyPrinter();

    private final Jobs jobs;

    BundleDocuments(Jobs jobs) {
        this.jobs = jobs;
    }

    Map<String, byte[]> of(Job job, Checkpoint checkpoint, String onnxSha256) throws IOException {
        DatasetName dataset =
                SpecReader.read(job.order().resolvedSpec()).dataset().name();
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("README.md", utf8(BundleReadme.of(job, checkpoint, dataset)));
        files.put("spec.json", JSON.writeValueAsBytes(job.order().resolvedSpec()));
        files.put("labels.json", JSON.writeValueAsBytes(dataset.classNames()));
        files.put("preprocessing.json", JSON.writeValueAsBytes(preprocessing(checkpoint, dataset.shape())));
        files.put("metrics.csv", utf8(MetricsCsv.write(jobs.metrics(job.id()))));
        jobs.evaluation(job.id())
                .map(evaluation -> EvaluationDocument.of(job, dataset, evaluation))
                .ifPresent(evaluation -> files.put("evaluation.json", JSON.writeValueAsBytes(evaluation)));
        files.put("provenance.json", JSON.writeValueAsBytes(Provenance.of(job, checkpoint, onnxSha256)));
        return files;
    }

    private Preprocessing preprocessing(Checkpoint checkpoint, ImageShape shape) throws IOException {
        try (CheckpointTensors tensors = CheckpointTensors.open(jobs.content(checkpoint, 0))) {
            return Preprocessing.of(shape, tensors.pixels());
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What happens to an image before the network.
     *
     * @param onnxInput shape of what model.onnx takes; it standardizes by itself
     * @param dl4jInput shape of what model-dl4j.zip takes, standardized
     */
    private record Preprocessing(
            int channels,
            int height,
            int width,
            String pixels,
            String resize,
            String standardize,
            @Nullable List<Double> mean,
            @Nullable List<Double> std,
            List<Object> onnxInput,
            List<Object> dl4jInput) {

        static Preprocessing of(ImageShape shape, PixelStandardization pixels) {
            return new Preprocessing(
                    shape.channels(),
                    shape.height(),
                    shape.width(),
                    shape.channels() == 1 ? "grey / 255" : "red, green, blue / 255",
                    "bilinear with antialiasing, as Pillow's BILINEAR and torchvision.transforms.Resize",
                    pixels.perImage()
                            ? "(pixel - mean) / std of the image's own values, the std at least 1 / sqrt(values)"
                            : "(pixel - mean) / std",
                    pixels.perImage() ? null : pixels.mean(),
                    pixels.perImage() ? null : pixels.std(),
                    List.of("batch", shape.channels(), shape.height(), shape.width()),
                    List.of("batch", shape.height(), shape.width(), shape.channels()));
        }
    }

    /** Where a model comes from. */
    private record Provenance(
            String jobId,
            @Nullable String name,
            String checkpointId,
            int epoch,
            long seed,
            @Nullable Double testAccuracy,
            Job.@Nullable Provenance trainedOn,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            Map<String, String> sha256) {

        static Provenance of(Job job, Checkpoint checkpoint, String onnxSha256) {
            Map<String, String> hashes = new LinkedHashMap<>();
            hashes.put(Bundle.ONNX, onnxSha256);
            hashes.put(Bundle.DL4J, checkpoint.sha256());
            return new Provenance(
                    job.id(),
                    job.description().name(),
                    checkpoint.id(),
                    checkpoint.epoch(),
                    job.order().seed(),
                    ModelMetadata.testAccuracy(job, checkpoint),
                    job.provenance(),
                    job.timestamps().createdAt(),
                    job.timestamps().startedAt(),
                    job.timestamps().finishedAt(),
                    hashes);
        }
    }
}
