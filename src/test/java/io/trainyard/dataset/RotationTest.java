package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.spec.Augmentation.Interpolation;
import io.trainyard.spec.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RotationTest {

    @ParameterizedTest
    @EnumSource
    void a_quarter_turns_counter_clockwise(Interpolation interpolation) {
        byte[] turned = turn(90, new ImageShape(1, 3, 3), interpolation, 1, 2, 3, 4, 5, 6, 7, 8, 9);

        assertThat(turned).containsExactly(3, 6, 9, 2, 5, 8, 1, 4, 7);
    }

    @ParameterizedTest
    @EnumSource
    void a_half_turn_keeps_channels_together(Interpolation interpolation) {
        byte[] turned = turn(-180, new ImageShape(3, 1, 2), interpolation, 1, 2, 3, 4, 5, 6);

        assertThat(turned).containsExactly(4, 5, 6, 1, 2, 3);
    }

    @Test
    void what_comes_from_outside_is_black() {
        byte[] turned = turn(90, new ImageShape(1, 1, 3), Interpolation.NEAREST, 7, 8, 9);

        assertThat(turned).containsExactly(0, 8, 0);
    }

    /** The upper left pixel comes from (0.5, -0.2071): 0.7929 of the mean above, dimmed by 0.7929 once more. */
    @Test
    void bilinear_takes_four_pixels_and_fades_to_black_at_the_border_as_torchvision_does() {
        byte[] turned = turn(45, new ImageShape(1, 2, 2), Interpolation.BILINEAR, 100, 200, 20, 60);

        double share = 1.5 - Math.sqrt(0.5);
        assertThat(turned)
                .containsExactly(
                        (int) Math.rint(150 * share * share),
                        (byte) (int) Math.rint(130 * share * share),
                        (int) Math.rint(60 * share * share),
                        (int) Math.rint(40 * share * share));
    }

    private static byte[] turn(double degrees, ImageShape shape, Interpolation interpolation, int... pixels) {
        byte[] image = new byte[pixels.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) pixels[i];
        }
        return Rotation.by(degrees, shape, interpolation).of(image);
    }
}
