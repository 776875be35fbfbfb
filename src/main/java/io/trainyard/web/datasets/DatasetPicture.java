package io.trainyard.web.datasets;

import io.trainyard.dataset.Dataset;
import io.trainyard.dataset.Sample;
import io.trainyard.web.picture.Pictures;
import io.trainyard.web.picture.Raster;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.WebRequest;

/** Answers with pictures that follow from a data set and the address alone. */
final class DatasetPicture {

    private DatasetPicture() {}

    /** Draws only what the client does not have already: the data set's content is the entity tag. */
    static @Nullable ResponseEntity<byte[]> answer(Dataset dataset, WebRequest request, Supplier<byte[]> png) {
        if (request.checkNotModified(dataset.sha256())) {
            return null;
        }
        return ResponseEntity.ok()
                .eTag(dataset.sha256())
                .cacheControl(Pictures.CACHING)
                .body(png.get());
    }

    static Raster raster(Sample sample) {
        return new Raster(
                sample.shape().channels(),
                sample.shape().height(),
                sample.shape().width(),
                sample.pixels());
    }
}
