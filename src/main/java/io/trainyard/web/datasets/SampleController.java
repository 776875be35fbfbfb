package io.trainyard.web.datasets;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.dataset.Dataset;
import io.trainyard.dataset.Images;
import io.trainyard.web.ListDocument;
import io.trainyard.web.Problem;
import io.trainyard.web.WebConfiguration;
import io.trainyard.web.datasets.SampleParameters.After;
import io.trainyard.web.datasets.SampleParameters.InSplit;
import io.trainyard.web.datasets.SampleParameters.Limit;
import io.trainyard.web.datasets.SampleParameters.OfClass;
import io.trainyard.web.picture.GridPictures;
import io.trainyard.web.picture.PictureOperation;
import io.trainyard.web.picture.Pictures;
import io.trainyard.web.picture.ScaleParameter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

@RestController
@RequestMapping(WebConfiguration.API + "/datasets/{id}")
@Tag(name = "datasets")
@ApiResponse(responseCode = "409", description = "The files are not here yet; detail says which belong where")
class SampleController {

    private final DatasetLibrary library;
    private final GridPictures grids;

    SampleController(DatasetLibrary library, GridPictures grids) {
        this.library = library;
        this.grids = grids;
    }

    @Operation(summary = "List images", description = "In the order of the data set.")
    @ApiResponse(responseCode = "200", description = "The images")
    @GetMapping(path = "/samples", produces = MediaType.APPLICATION_JSON_VALUE)
    ListDocument<SampleDocument> list(
            @PathVariable String id,
            @InSplit @RequestParam(name = "split", defaultValue = "train") String split,
            @OfClass @RequestParam(name = "class", required = false) @Nullable String label,
            @Limit @RequestParam(name = "limit", defaultValue = "20") int limit,
            @After @RequestParam(name = "after", required = false) @Nullable Integer after) {
        Dataset dataset = library.open(id);
        Selection selection = Selection.of(dataset, split, label, limit, after);
        return new ListDocument<>(
                selection.samples().stream()
                        .map(sample -> SampleDocument.of(dataset.name(), selection.split(), sample))
                        .toList(),
                selection.next() != null,
                selection.next() == null ? null : String.valueOf(selection.next()));
    }

    @PictureOperation
    @Operation(summary = "Images in a grid", description = "The same ones as samples lists, row by row.")
    @GetMapping(path = "/samples.png", produces = MediaType.IMAGE_PNG_VALUE)
    @Nullable
    ResponseEntity<byte[]> grid(
            @PathVariable String id,
            @InSplit @RequestParam(name = "split", defaultValue = "train") String split,
            @OfClass @RequestParam(name = "class", required = false) @Nullable String label,
            @Limit @RequestParam(name = "limit", defaultValue = "25") int limit,
            @After @RequestParam(name = "after", required = false) @Nullable Integer after,
            @ScaleParameter @RequestParam(name = "scale", defaultValue = "2") int scale,
            WebRequest request) {
        Pictures.SCALE.check(scale);
        Dataset dataset = library.open(id);
        Selection selection = Selection.of(dataset, split, label, limit, after);
        if (selection.samples().isEmpty()) {
            throw notFound("There are no more images after %d.".formatted(after));
        }
        return DatasetPicture.answer(dataset, request, () -> grids.png(selection.rasters(), scale));
    }

    @PictureOperation
    @Operation(summary = "One image", description = "As the data set has it, every pixel a square.")
    @GetMapping(path = "/samples/{split}/{index}.png", produces = MediaType.IMAGE_PNG_VALUE)
    @Nullable
    ResponseEntity<byte[]> image(
            @PathVariable String id,
            @InSplit @PathVariable String split,
            @Parameter(description = "Within the split, 0-based", schema = @Schema(type = "integer", minimum = "0"))
                    @PathVariable
                    int index,
            @ScaleParameter @RequestParam(name = "scale", defaultValue = "4") int scale,
            WebRequest request) {
        Pictures.SCALE.check(scale);
        Split part = Split.of(split);
        Dataset dataset = library.open(id);
        Images images = part.of(dataset);
        if (index < 0 || index >= images.count()) {
            throw notFound("The %s split of %s has the images 0 to %d, but no %d."
                    .formatted(part.id(), dataset.name().id(), images.count() - 1, index));
        }
        return DatasetPicture.answer(
                dataset,
                request,
                () -> DatasetPicture.raster(images.sample(index)).scaled(scale).png());
    }

    private static RuntimeException notFound(String message) {
        return Problem.of(HttpStatus.NOT_FOUND, "image_not_found", message).exception();
    }
}
