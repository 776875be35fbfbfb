package io.trainyard.prediction.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.spec.ImageShape;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of test/resources/images were written by Pillow 12.3, those that are compared with as well. */
class ImageFileTest {

    private static final ImageShape CIFAR = new ImageShape(3, 32, 32);
    private static final ImageShape MNIST = new ImageShape(1, 28, 28);
    private static final ImageShape WHOLE = new ImageShape(3, 61, 97);

    static byte[] file(String name) throws IOException {
        try (InputStream in = ImageFileTest.class.getResourceAsStream("/images/" + name)) {
            return in.readAllBytes();
        }
    }

    private static float[] pixels(String name, ImageShape shape) throws Exception {
        return ImageFile.read(file(name), shape).pixels();
    }

    @ParameterizedTest
    @CsvSource({"photo.png, photo-32x32.png", "small.png, small-32x32.png"})
    void an_image_is_made_smaller_and_larger_as_by_pillow_to_the_bit(String image, String resized) throws Exception {
        assertThat(pixels(image, CIFAR)).isEqualTo(pixels(resized, CIFAR));
    }

    @Test
    void colours_become_grey_as_by_pillow_to_the_bit() throws Exception {
        assertThat(pixels("photo.png", MNIST)).isEqualTo(pixels("photo-grey-28x28.png", MNIST));
    }

    @Test
    void an_image_of_the_right_size_stays_as_it_is() throws Exception {
        ImageFile.Input input = ImageFile.read(file("photo-32x32.png"), CIFAR);
        assertThat(input.width()).isEqualTo(32);
        assertThat(input.pixels()[0]).as("red, above left: 10 of 255").isBetween(0f, 0.1f);
        assertThat(input.pixels()[31]).as("red, above right").isGreaterThan(0.9f);
        assertThat(input.pixels()[1024 + 31 * 32]).as("green, below left").isGreaterThan(0.9f);
    }

    @ParameterizedTest
    @CsvSource({
        "lossless.webp, photo.png",
        "transparent.png, on-white.png",
        "transparent.webp, on-white.png",
        "grey.png, grey-as-rgb.png",
        "grey-16-bits.png, grey-as-rgb.png",
        "palette.png, palette-as-rgb.png",
        "one-bit.png, one-bit-as-rgb.png"
    })
    void every_kind_of_file_gives_its_colours_to_the_bit(String image, String same) throws Exception {
        assertThat(pixels(image, WHOLE)).isEqualTo(pixels(same, WHOLE));
    }

    @ParameterizedTest
    @CsvSource({
        "lossy.webp, lossy-webp.png",
        "baseline.jpg, baseline-jpg.png",
        "progressive.jpg, baseline-jpg.png",
        "grey.jpg, grey-jpg.png",
        "cmyk.jpg, photo.png"
    })
    void a_lossy_file_gives_its_colours_as_nearly_as_decoders_agree(String image, String other) throws Exception {
        assertThat(difference(pixels(image, WHOLE), pixels(other, WHOLE))).isLessThan(0.02);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void a_photo_is_turned_upright(int orientation) throws Exception {
        ImageShape shape = new ImageShape(3, 64, 96);
        ImageFile.Input input = ImageFile.read(file("orientation-%d.jpg".formatted(orientation)), shape);
        assertThat(input.width()).isEqualTo(96);
        assertThat(input.height()).isEqualTo(64);
        assertThat(difference(input.pixels(), pixels("upright.png", shape))).isLessThan(0.02);
    }

    private static double difference(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / a.length;
    }
}
