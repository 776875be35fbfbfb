package io.trainyard.web.prediction;

import io.trainyard.job.Checkpoint;
import io.trainyard.job.Job;
import io.trainyard.prediction.PredictionUnavailableException;
import io.trainyard.prediction.Predictor;
import io.trainyard.prediction.image.ImageException;
import io.trainyard.prediction.image.ImageFile;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.SpecReader;
import io.trainyard.web.Problem;
import io.trainyard.web.model.ExportedFile;
import io.trainyard.web.model.ModelFiles;
import io.trainyard.web.prediction.PredictionDocument.Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Asks a job's model about an image. */
@Component
class Predictions {

    private final ModelFiles files;
    private final Predictor predictor;
    private final Admission admission;

    Predictions(ModelFiles files, Predictor predictor, Admission admission) {
        this.files = files;
        this.predictor = predictor;
        this.admission = admission;
    }

    PredictionDocument predict(Job job, Checkpoint checkpoint, byte[] file, int topK) throws IOException {
        DatasetName dataset =
                SpecReader.read(job.order().resolvedSpec()).dataset().name();
        return admission.computing(() -> {
            ImageFile.Input input = read(file, dataset);
            float[] probabilities = run(job, checkpoint, input, dataset);
            return new PredictionDocument(
                    "prediction",
                    job.id(),
                    checkpoint.id(),
                    PredictionDocument.likeliest(probabilities, dataset.classNames(), topK),
                    Image.of(input, dataset));
        });
    }

    private static ImageFile.Input read(byte[] file, DatasetName dataset) {
        try {
            return ImageFile.read(file, dataset.shape());
        } catch (ImageException e) {
            throw problem(e).exception();
        }
    }

    private static Problem problem(ImageException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.reason()) {
            case UNSUPPORTED -> Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_image", message);
            case TOO_LARGE -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "image_too_large", message);
            case UNREADABLE -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "image_unreadable", message);
        };
    }

    private float[] run(Job job, Checkpoint checkpoint, ImageFile.Input input, DatasetName dataset) throws IOException {
        try {
            return predictor.predict(checkpoint.id(), () -> onnx(job, checkpoint), input.pixels(), dataset.shape());
        } catch (PredictionUnavailableException e) {
            throw Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "prediction_unavailable",
                            "%s. GET /api/v1/jobs/%s/model?format=onnx has the model for another machine."
                                    .formatted(e.getMessage(), job.id()))
                    .exception();
        }
    }

    private ByteBuffer onnx(Job job, Checkpoint checkpoint) throws IOException {
        try (ExportedFile file = files.onnx(job, checkpoint)) {
            return file.map();
        }
    }
}
