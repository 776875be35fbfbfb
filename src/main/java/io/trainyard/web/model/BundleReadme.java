package io.trainyard.web.model;

import io.trainyard.job.Checkpoint;
import io.trainyard.job.Job;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ImageShape;

/** The page that goes with a bundle. */
final class BundleReadme {

    private BundleReadme() {}

    static String of(Job job, Checkpoint checkpoint, DatasetName dataset) {
        ImageShape shape = dataset.shape();
        String name = job.description().name();
        return """
                # %s

                A convolutional network for %s (%d classes), trained by Trainyard: job %s, checkpoint %s after epoch %d.
                %s

                | file | content |
                | --- | --- |
                | `model.onnx` | takes `images`, float32 [batch, %d, %d, %d], pixels in [0,1]; gives `probabilities` and `logits`, [batch, %d] |
                | `model-dl4j.zip` | for DeepLearning4J's `ModelSerializer`; takes standardized pixels, [batch, height, width, channels] |
                | `labels.json` | the classes by index |
                | `preprocessing.json` | what happens to an image before the network |
                | `spec.json` | the experiment with every default written out |
                | `metrics.csv`, `evaluation.json` | a row per epoch, and what the test set said once it was asked |
                | `provenance.json` | where the model comes from, versions, hashes |

                ## Train it again

                ```sh
                curl -H 'Content-Type: application/json' -d @spec.json http://127.0.0.1:8080/api/v1/jobs
                ```

                ## Use it

                ```python
                import json
                import numpy as np
                import onnxruntime
                from PIL import Image
                image = Image.open("image.png").convert("%s").resize((%d, %d), Image.BILINEAR)
                pixels = np.asarray(image, np.float32).reshape(%d, %d, %d).transpose(2, 0, 1)[None] / 255
                session = onnxruntime.InferenceSession("model.onnx")
                probabilities = session.run(["probabilities"], {"images": pixels})[0][0]
                labels = json.load(open("labels.json"))
                print(labels[probabilities.argmax()], probabilities.max())
                ```
                """.formatted(
                        name == null ? job.id() : name,
                        dataset.id(),
                        dataset.classes(),
                        job.id(),
                        checkpoint.id(),
                        checkpoint.epoch(),
                        verdict(job, checkpoint),
                        shape.channels(),
                        shape.height(),
                        shape.width(),
                        dataset.classes(),
                        shape.channels() == 1 ? "L" : "RGB",
                        shape.width(),
                        shape.height(),
                        shape.height(),
                        shape.width(),
                        shape.channels());
    }

    private static String verdict(Job job, Checkpoint checkpoint) {
        Double accuracy = ModelMetadata.testAccuracy(job, checkpoint);
        return accuracy == null ? "The test set has not judged it." : "Test accuracy: %s.".formatted(accuracy);
    }
}
