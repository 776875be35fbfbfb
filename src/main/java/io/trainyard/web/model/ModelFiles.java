package io.trainyard.web.model;

import io.trainyard.job.Checkpoint;
import io.trainyard.job.Job;
import io.trainyard.job.Jobs;
import io.trainyard.model.OldCheckpointException;
import io.trainyard.model.onnx.OnnxExport;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.SpecReader;
import io.trainyard.web.Problem;
import io.trainyard.web.ProblemException;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Makes a checkpoint into each of the files that can be downloaded. */
@Component
public class ModelFiles {

    private final Jobs jobs;
    private final Exports exports;
    private final ModelMetadata metadata;
    private final BundleDocuments documents;

    ModelFiles(Jobs jobs, Exports exports, ModelMetadata metadata, BundleDocuments documents) {
        this.jobs = jobs;
        this.exports = exports;
        this.metadata = metadata;
        this.documents = documents;
    }

    @FunctionalInterface
    interface Sender {
        void send(Attachment file) throws IOException;
    }

    void send(ModelFormat format, Job job, Checkpoint checkpoint, Sender sender) throws IOException {
        switch (format) {
            case DL4J -> sender.send(dl4j(job, checkpoint));
            case ONNX -> {
                try (ExportedFile file = onnx(job, checkpoint)) {
                    sender.send(attachment(format, job, checkpoint, file, checkpoint.createdAt()));
                }
            }
            case BUNDLE -> {
                try (ExportedFile file = bundle(job, checkpoint)) {
                    sender.send(attachment(
                            format, job, checkpoint, file, job.timestamps().updatedAt()));
                }
            }
        }
    }

    Attachment dl4j(Job job, Checkpoint checkpoint) {
        return new Attachment(
                ModelFormat.DL4J.filename(job, checkpoint),
                ModelFormat.DL4J.type(),
                checkpoint.bytes(),
                checkpoint.sha256(),
                checkpoint.createdAt(),
                offset -> jobs.content(checkpoint, offset));
    }

    private static Attachment attachment(
            ModelFormat format, Job job, Checkpoint checkpoint, ExportedFile file, Instant modified) {
        return new Attachment(
                format.filename(job, checkpoint), format.type(), file.bytes(), file.sha256(), modified, file::at);
    }

    /**
     * The model for ONNX Runtime, to be closed.
     *
     * @throws ProblemException 404 if the checkpoint was removed meanwhile, 409 if it is too old
     */
    public ExportedFile onnx(Job job, Checkpoint checkpoint) throws IOException {
        ExperimentSpec spec = SpecReader.read(job.order().resolvedSpec());
        Map<String, String> facts = metadata.of(job, checkpoint);
        OnnxExport export = new OnnxExport(spec.dataset().name().shape(), spec.model(), facts);
        String key = checkpoint.id() + ".onnx " + facts;
        return exported(job, checkpoint, key, out -> export.write(jobs.content(checkpoint, 0), out));
    }

    private ExportedFile bundle(Job job, Checkpoint checkpoint) throws IOException {
        try (ExportedFile onnx = onnx(job, checkpoint)) {
            Map<String, byte[]> texts = documents.of(job, checkpoint, onnx.sha256());
            Bundle bundle = new Bundle(texts, () -> jobs.content(checkpoint, 0), () -> onnx.at(0));
            return exported(job, checkpoint, bundle.key(checkpoint.id()), bundle::writeTo);
        }
    }

    private ExportedFile exported(Job job, Checkpoint checkpoint, String key, Exports.Maker maker) throws IOException {
        try {
            return exports.open(key, maker);
        } catch (OldCheckpointException e) {
            throw tooOld(job, checkpoint, e);
        } catch (IOException e) {
            if (jobs.checkpoint(checkpoint.id()).isEmpty()) {
                throw CheckpointSelection.gone(job, checkpoint.id());
            }
            throw e;
        }
    }

    private static ProblemException tooOld(Job job, Checkpoint checkpoint, OldCheckpointException e) {
        return Problem.of(
                        HttpStatus.CONFLICT,
                        "checkpoint_too_old",
                        "Checkpoint %s cannot be exported. %s format=dl4j has it as it is; a fork of job %s writes new ones."
                                .formatted(checkpoint.id(), e.getMessage(), job.id()))
                .exception();
    }
}
