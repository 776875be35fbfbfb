package io.trainyard.web.datasets;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Descriptions of how images are picked; {@link Selection} reads them. */
final class SampleParameters {

    private SampleParameters() {}

    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @Parameter(description = "train or test", schema = @Schema(allowableValues = {"train", "test"}))
    @interface InSplit {}

    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @Parameter(description = "Index or name of a class; all classes without it", example = "ship")
    @interface OfClass {}

    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @Parameter(description = "At most so many", schema = @Schema(type = "integer", minimum = "1", maximum = "100"))
    @interface Limit {}

    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @Parameter(
            description = "Index of the image before the first one",
            schema = @Schema(type = "integer", minimum = "0"))
    @interface After {}
}
