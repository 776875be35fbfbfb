package io.trainyard.web.datasets;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.dataset.Dataset;
import io.trainyard.dataset.Images;
import io.trainyard.dataset.TrainingPreview;
import io.trainyard.web.WebConfiguration;
import io.trainyard.web.picture.GridPictures;
import io.trainyard.web.picture.PictureOperation;
import io.trainyard.web.picture.Pictures;
import io.trainyard.web.picture.Raster;
import io.trainyard.web.picture.ScaleParameter;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping(WebConfiguration.API + "/datasets/{id}")
@Tag(name = "datasets")
class PreviewController {

    private static final String EXAMPLE = """
            {"seed": 0, "epoch": 1, "limit": 16,
             "augmentation": [{"type": "random_crop", "padding": 4}, {"type": "random_horizontal_flip"}, {"type": "mixup"}]}""";

    private final DatasetLibrary library;
    private final GridPictures grids;
    private SoftReference<TrainingPreview> last = new SoftReference<>(null);

    PreviewController(DatasetLibrary library, GridPictures grids) {
        this.library = library;
        this.grids = grids;
    }

    @PictureOperation
    @Operation(
            summary = "A training batch after augmentation",
            description =
                    "The first images of the first batch that a run with this seed would see in this epoch, in a grid;"
                            + " standardization is undone.")
    @ApiResponse(responseCode = "409", description = "The files are not here yet; detail says which belong where")
    @ApiResponse(
            responseCode = "422",
            description = "The body is wrong; errors has every violation with its JSON pointer")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            description =
                    "Any part of a spec, above all augmentation; beside it epoch (1 if left out) and limit, how many"
                            + " images are shown (16, at most 64)",
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(type = "object", additionalProperties = AdditionalPropertiesValue.TRUE),
                            examples = @ExampleObject(name = "batch", value = EXAMPLE)))
    @PostMapping(
            path = "/augmented.png",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.IMAGE_PNG_VALUE)
    byte[] augmented(
            @PathVariable String id,
            @ScaleParameter @RequestParam(name = "scale", defaultValue = "2") int scale,
            @RequestBody JsonNode body) {
        Pictures.SCALE.check(scale);
        PreviewRequest wanted = PreviewRequest.read(DatasetLibrary.require(id), body);
        return grids.png(rasters(batch(library.open(id), wanted)), scale);
    }

    /** One at a time: a batch takes memory, and the next one is likely to want the same splits and statistics. */
    private synchronized Images batch(Dataset dataset, PreviewRequest wanted) {
        TrainingPreview preview = last.get();
        if (preview == null || !preview.fits(wanted.spec(), dataset)) {
            preview = new TrainingPreview(wanted.spec(), dataset);
            last = new SoftReference<>(preview);
        }
        return preview.firstBatch(wanted.spec(), wanted.epoch(), wanted.limit());
    }

    private static List<Raster> rasters(Images images) {
        return IntStream.range(0, images.count())
                .mapToObj(images::sample)
                .map(DatasetPicture::raster)
                .toList();
    }
}
