package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.dataset.CounterRandom.Purpose;
import io.trainyard.spec.Augmentation.ColorJitter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorsTest {

    @Test
    void brightness_multiplies_and_cuts_off() {
        byte[] image = bytes(0, 101, 200);
        Colors.brightness(image, 0.5f);
        assertPixels(image, 0, 50, 100);
        Colors.brightness(image, 4);
        assertPixels(image, 0, 200, 255);
    }

    /** The greys are 76 (of 0.2989 x 255 = 76.2) and 149 (of 0.587 x 255 = 149.7), their mean is 112.5. */
    @Test
    void contrast_moves_away_from_the_mean_of_the_greys() {
        byte[] image = bytes(255, 0, 0, 0, 255, 0);
        Colors.contrast(image, 3, 0);
        assertPixels(image, 112, 112, 112, 112, 112, 112);

        byte[] grey = bytes(100, 200);
        Colors.contrast(grey, 1, 1.5f);
        assertPixels(grey, 75, 225);
    }

    @Test
    void saturation_moves_away_from_each_pixels_grey() {
        byte[] image = bytes(255, 0, 0, 100, 100, 100);
        Colors.saturation(image, 0);
        assertPixels(image, 76, 76, 76, 99, 99, 99);

        byte[] stronger = bytes(200, 100, 50);
        Colors.saturation(stronger, 1.5f);
        assertPixels(stronger, 238, 88, 13);
    }

    @ParameterizedTest
    @CsvSource({
        "255 0 0, 0.3333333, 0 255 0",
        "255 0 0, -0.3333333, 0 0 255",
        "200 100 50, 0.5, 50 150 200",
        "200 100 50, -0.5, 50 150 200",
        "200 100 50, 0.1666667, 150 200 50",
        "90 90 90, 0.25, 90 90 90",
        "0 0 0, 0.25, 0 0 0",
        "10 20 30, 0, 10 20 30"
    })
    void hue_turns_the_circle_of_colours(String before, float turn, String after) {
        byte[] image = parse(before);
        Colors.hue(image, turn);
        assertThat(image).containsExactly(parse(after));
    }

    @Test
    void a_grey_image_keeps_its_single_channel_when_only_colours_change() {
        byte[] image = bytes(1, 2, 3, 4);
        Colors.jitter(image, 1, new ColorJitter(0, 0, 1, 0.5), random(1));
        assertPixels(image, 1, 2, 3, 4);
    }

    @Test
    void factors_spread_evenly_over_their_range() {
        int[] tenths = new int[10];
        for (int i = 0; i < 10_000; i++) {
            byte[] image = bytes(200, 200, 200);
            Colors.jitter(image, 3, new ColorJitter(0.25, 0, 0, 0), random(i));
            tenths[Math.min(9, ((image[0] & 0xFF) - 150) / 10)]++;
        }
        assertThat(Arrays.stream(tenths).boxed()).allMatch(count -> count > 850 && count < 1150);
    }

    /** Brighter first cuts the light half off and its contrast with it; contrast first does not. */
    @Test
    void the_order_of_the_changes_is_random() {
        Set<Boolean> contrastLost = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            byte[] image = bytes(150, 140);
            Colors.jitter(image, 1, new ColorJitter(1, 1, 0, 0), random(i));
            byte[] other = bytes(150, 140);
            CounterRandom random = random(i);
            float brightness = (float) random.nextDouble(0, 2);
            float contrast = (float) random.nextDouble(0, 2);
            Colors.brightness(other, brightness);
            Colors.contrast(other, 1, contrast);
            byte[] reverse = bytes(150, 140);
            Colors.contrast(reverse, 1, contrast);
            Colors.brightness(reverse, brightness);
            if (!Arrays.equals(other, reverse)) {
                assertThat(Arrays.equals(image, other) || Arrays.equals(image, reverse))
                        .isTrue();
                contrastLost.add(Arrays.equals(image, other));
            }
        }
        assertThat(contrastLost).containsExactlyInAnyOrder(true, false);
    }

    private static CounterRandom random(int index) {
        return new CounterRandom(Purpose.AUGMENTATION, 1, 1, index);
    }

    private static byte[] parse(String pixels) {
        return bytes(
                Arrays.stream(pixels.split(" ")).mapToInt(Integer::parseInt).toArray());
    }

    private static byte[] bytes(int... pixels) {
        byte[] image = new byte[pixels.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) pixels[i];
        }
        return image;
    }

    private static void assertPixels(byte[] image, int... expected) {
        assertThat(image).containsExactly(bytes(expected));
    }
}
