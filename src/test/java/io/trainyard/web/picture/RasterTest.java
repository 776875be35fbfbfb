package io.trainyard.web.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class RasterTest {

    @Test
    void a_png_has_the_pixels_and_each_of_them_as_a_square() throws IOException {
        Raster raster = new Raster(3, 1, 2, new byte[] {10, 20, 30, (byte) 200, (byte) 210, (byte) 220});

        BufferedImage image = read(raster.scaled(3).png());

        assertThat(image.getWidth()).isEqualTo(6);
        assertThat(image.getHeight()).isEqualTo(3);
        assertThat(image.getRGB(2, 2)).isEqualTo(0xFF0A141E);
        assertThat(image.getRGB(3, 0)).isEqualTo(0xFFC8D2DC);
    }

    @Test
    void grey_images_stay_grey() throws IOException {
        BufferedImage image = read(new Raster(1, 1, 2, new byte[] {7, (byte) 250}).png());

        assertThat(image.getColorModel().getNumComponents()).isEqualTo(1);
        assertThat(image.getRaster().getSample(0, 0, 0)).isEqualTo(7);
        assertThat(image.getRaster().getSample(1, 0, 0)).isEqualTo(250);
    }

    @Test
    void a_grid_goes_row_by_row_with_a_pixel_between() {
        Raster one = new Raster(1, 1, 1, new byte[] {1});
        Raster two = new Raster(1, 1, 1, new byte[] {2});
        Raster three = new Raster(1, 1, 1, new byte[] {3});
        byte grey = (byte) 128;

        assertThat(Raster.grid(List.of(one, two, three)))
                .usingRecursiveComparison()
                .isEqualTo(new Raster(1, 3, 3, new byte[] {1, grey, 2, grey, grey, grey, 3, grey, grey}));
        assertThat(Raster.grid(List.of(one))).usingRecursiveComparison().isEqualTo(one);
    }

    private static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
