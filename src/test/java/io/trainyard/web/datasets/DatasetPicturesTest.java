package io.trainyard.web.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.web.WebServerTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DatasetPicturesTest extends WebServerTest {

    private static final String SHAPES = "/api/v1/datasets/shapes";

    @Test
    void samples_of_a_class_come_page_by_page() throws Exception {
        JsonNode first = json(get(SHAPES + "/samples?class=3&limit=2"));
        JsonNode second = json(get(SHAPES + "/samples?class=star&limit=2&after="
                + first.at("/next").asString()));

        assertThat(first.at("/data/0")).isEqualTo(json("""
                {"index": 3, "split": "train", "class": {"index": 3, "name": "star"},
                 "image": "/api/v1/datasets/shapes/samples/train/3.png"}"""));
        assertThat(first.at("/has_more").asBoolean()).isTrue();
        assertThat(second.at("/data/0/index").asInt()).isEqualTo(23);
        JsonNode last = json(get(SHAPES + "/samples?split=test&class=9&limit=2&after=1989"));
        assertThat(last.at("/data").size()).isEqualTo(1);
        assertThat(last.at("/next").isNull()).isTrue();
    }

    @Test
    void a_sample_is_a_png_that_need_not_be_sent_again() throws Exception {
        HttpResponse<byte[]> image = download(request(SHAPES + "/samples/test/7.png?scale=3"));
        String etag = image.headers().firstValue("ETag").orElseThrow();

        assertThat(image.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(image.headers().firstValue("Cache-Control")).contains("max-age=3600");
        assertThat(read(image).getWidth()).isEqualTo(96);
        assertThat(etag)
                .contains(json(get(SHAPES + "/statistics")).at("/sha256").asString());
        assertThat(send(request(SHAPES + "/samples/test/7.png?scale=3").header("If-None-Match", etag))
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void a_grid_shows_the_samples_side_by_side() throws Exception {
        BufferedImage grid = read(download(request(SHAPES + "/samples.png?class=2&limit=5&scale=1")));

        BufferedImage second = read(download(request(SHAPES + "/samples/train/12.png?scale=1")));
        assertThat(grid.getWidth()).isEqualTo(3 * 33 - 1);
        assertThat(grid.getHeight()).isEqualTo(2 * 33 - 1);
        for (int i = 0; i < 32; i++) {
            assertThat(grid.getRGB(33 + i, 31 - i)).isEqualTo(second.getRGB(i, 31 - i));
        }
    }

    @Test
    void a_batch_is_shown_as_it_is_after_augmentation() throws Exception {
        String body = """
                {"seed": 1, "epoch": 2, "limit": 4, "augmentation": [{"type": "mixup"}]}""";
        HttpResponse<byte[]> mixed = download(post(SHAPES + "/augmented.png?scale=1", body));
        HttpResponse<byte[]> again = download(post(SHAPES + "/augmented.png?scale=1", body));
        HttpResponse<byte[]> otherSeed =
                download(post(SHAPES + "/augmented.png?scale=1", body.replace("\"seed\": 1", "\"seed\": 2")));

        assertThat(mixed.statusCode()).isEqualTo(200);
        assertThat(read(mixed).getWidth()).isEqualTo(65);
        assertThat(again.body()).isEqualTo(mixed.body());
        assertThat(otherSeed.body()).isNotEqualTo(mixed.body());
    }

    @Test
    void a_whole_spec_can_be_previewed() throws Exception {
        assertThat(download(post(SHAPES + "/augmented.png", SPEC)).statusCode()).isEqualTo(200);
    }

    @Test
    void a_wrong_preview_says_everything_with_pointers() throws Exception {
        HttpResponse<String> response = send(post(SHAPES + "/augmented.png", """
                {"limit": 65, "epoch": "1", "dataset": {"name": "mnist"}, "training": {"batch_size": 5000}, "colour": 1,
                 "augmentation": [{"type": "random_crop"}]}"""));

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response)
                        .at("/errors")
                        .valueStream()
                        .map(error -> error.at("/pointer").asString()))
                .contains("/limit", "/epoch", "/dataset/name", "/augmentation/0/padding", "/colour");
        assertThat(json(send(post(SHAPES + "/augmented.png", "{\"training\": {\"batch_size\": 5000}}")))
                        .at("/errors/0/pointer")
                        .asString())
                .isEqualTo("/training/batch_size");
        assertThat(json(send(post(SHAPES + "/augmented.png", "[]")))
                        .at("/errors/0/code")
                        .asString())
                .isEqualTo("wrong_type");
    }

    @ParameterizedTest
    @CsvSource({
        "400, /samples?class=ten",
        "400, /samples?class=10",
        "400, /samples?limit=0",
        "400, /samples?limit=101",
        "400, /samples?after=-1",
        "400, /samples?split=validation",
        "400, /samples.png?scale=9",
        "400, /samples/train/x.png",
        "400, /samples/train/99999999999.png",
        "400, /samples/validation/1.png",
        "404, /samples/test/2000.png",
        "404, /samples/train/-1.png",
        "404, /samples.png?after=2147483647",
    })
    void wrong_requests_are_problems(int status, String path) throws Exception {
        HttpResponse<String> response =
                send(request(SHAPES + path).header("Accept", path.contains(".png") ? "image/*" : "*/*"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/samples", "/samples.png", "/samples/train/0.png"})
    void a_data_set_that_is_not_here_says_which_files_go_where(String path) throws Exception {
        HttpResponse<String> response = get("/api/v1/datasets/mnist" + path);

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).at("/detail").asString()).contains("train-images-idx3-ubyte");
        assertThat(send(post("/api/v1/datasets/mnist/augmented.png", "{}")).statusCode())
                .isEqualTo(409);
        assertThat(get("/api/v1/datasets/imagenet" + path).statusCode()).isEqualTo(404);
    }

    private static BufferedImage read(HttpResponse<byte[]> response) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(response.body()));
    }
}
