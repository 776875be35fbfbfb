package io.trainyard.web.model;

import io.trainyard.job.Checkpoint;
import io.trainyard.job.Job;
import io.trainyard.job.Jobs;
import io.trainyard.result.EpochMetrics;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.SpecReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What an exported model says about itself: text by key, in a fixed order. */
@Component
class ModelMetadata {

    private final Jobs jobs;

    ModelMetadata(Jobs jobs) {
        this.jobs = jobs;
    }

    Map<String, String> of(Job job, Checkpoint checkpoint) {
        DatasetName dataset =
                SpecReader.read(job.order().resolvedSpec()).dataset().name();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("labels", JsonMapper.shared().writeValueAsString(dataset.classNames()));
        facts.put("dataset", dataset.id());
        Job.Provenance provenance = job.provenance();
        if (provenance != null) {
            facts.put("dataset_sha256", provenance.datasetSha256());
            put(facts, "trainyard_version", provenance.versions().get("trainyard"));
        }
        facts.put("job_id", job.id());
        facts.put("checkpoint_id", checkpoint.id());
        facts.put("epoch", String.valueOf(checkpoint.epoch()));
        put(facts, "validation_accuracy", validationAccuracy(checkpoint));
        put(facts, "test_accuracy", testAccuracy(job, checkpoint));
        facts.put("spec", job.order().resolvedSpec().toString());
        return facts;
    }

    private @Nullable Double validationAccuracy(Checkpoint checkpoint) {
        return checkpoint.batch() > 0
                ? null
                : jobs.metrics(checkpoint.jobId()).stream()
                        .filter(epoch -> epoch.epoch() == checkpoint.epoch())
                        .findFirst()
                        .map(EpochMetrics::validationAccuracy)
                        .orElse(null);
    }

    /** Known of the checkpoint that the test set has judged. */
    static @Nullable Double testAccuracy(Job job, Checkpoint checkpoint) {
        Job.Result result = job.result();
        boolean judged = result != null && result.evaluatedEpoch() == checkpoint.epoch() && checkpoint.batch() == 0;
        return judged ? result.testAccuracy() : null;
    }

    private static void put(Map<String, String> facts, String key, @Nullable Object value) {
        if (value != null) {
            facts.put(key, value.toString());
        }
    }
}
