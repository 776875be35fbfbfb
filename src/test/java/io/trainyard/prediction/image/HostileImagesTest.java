package io.trainyard.prediction.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.trainyard.prediction.image.ImageException.Reason;
import io.trainyard.spec.ImageShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were made to do harm are refused, and cost little. */
class HostileImagesTest {

    private static final ImageShape CIFAR = new ImageShape(3, 32, 32);
    private static final long MIB = 1 << 20;

    private static Reason refusal(byte[] file) {
        ImageException refused = catchThrowableOfType(ImageException.class, () -> ImageFile.read(file, CIFAR));
        assertThat(refused).as("refused").isNotNull();
        return refused.reason();
    }

    /** What reading a file allocates on the Java heap. */
    private static long allocated(byte[] file) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            ImageFile.read(file, CIFAR);
        } catch (ImageException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "GIF89a",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                "RIFF1234WAVEfmt ",
                "%PDF-1.7",
                "BM"
            })
    void what_is_no_image_is_unsupported(String text) {
        assertThat(refusal(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(Reason.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "photo.png",
                "palette.png",
                "baseline.jpg",
                "progressive.jpg",
                "lossy.webp",
                "lossless.webp",
                "transparent.webp"
            })
    void an_image_that_is_cut_off_is_unreadable_wherever_the_cut_is(String name) throws IOException {
        byte[] file = ImageFileTest.file(name);
        for (int length = 12; length < file.length - 2; length += Math.max(1, file.length / 40)) {
            byte[] cut = Arrays.copyOf(file, length);
            ImageException refused = catchThrowableOfType(ImageException.class, () -> ImageFile.read(cut, CIFAR));
            assertThat(refused)
                    .as("%s cut at %d of %d", name, length, file.length)
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "photo.png",
                "palette.png",
                "baseline.jpg",
                "progressive.jpg",
                "orientation-6.jpg",
                "lossy.webp",
                "lossless.webp",
                "transparent.webp"
            })
    void a_damaged_image_is_read_or_refused_and_nothing_else(String name) throws Exception {
        byte[] file = ImageFileTest.file(name);
        Random random = new Random(7);
        for (int i = 0; i < 150; i++) {
            byte[] damaged = file.clone();
            for (int j = 0; j < 1 + i % 5; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(ImageFile.read(damaged, CIFAR).pixels()).hasSize(3072);
            } catch (ImageException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void an_image_that_is_too_wide_is_refused_by_its_head() throws IOException {
        byte[] file = PngWriter.black(30_000, 100, 100);
        assertThat(file.length).isLessThan(2000);
        assertThat(refusal(file)).isEqualTo(Reason.TOO_LARGE);
        assertThat(allocated(file)).isLessThan(MIB);
    }

    @Test
    void so_is_one_with_too_many_pixels() throws IOException {
        byte[] file = PngWriter.black(16_000, 16_000, 16_000);
        assertThat(refusal(file)).isEqualTo(Reason.TOO_LARGE);
        assertThat(allocated(file)).isLessThan(4 * MIB);
    }

    @Test
    void one_that_is_just_small_enough_is_thinned_while_it_is_read() throws IOException {
        byte[] file = PngWriter.black(8192, 4096, 4096);
        assertThat(allocated(file)).isLessThan(64 * MIB);
    }

    @Test
    void one_that_promises_more_than_it_has_costs_no_more_than_it_has() throws IOException {
        byte[] file = PngWriter.black(8192, 4096, 10);
        assertThat(refusal(file)).isEqualTo(Reason.UNREADABLE);
        assertThat(allocated(file)).isLessThan(32 * MIB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zTXt", "iTXt", "iCCP", "eXIf"})
    void a_bomb_beside_the_pixels_is_never_opened(String chunk) throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes("x\0\0".getBytes(StandardCharsets.US_ASCII));
        if (chunk.equals("iTXt")) {
            bomb.reset();
            bomb.writeBytes("x\0\1\0\0\0".getBytes(StandardCharsets.US_ASCII));
        }
        bomb.writeBytes(PngWriter.deflated(200 * MIB));
        byte[] file = new PngWriter()
                .header(2, 2, 8, 3)
                .chunk("PLTE", new byte[] {0, 0, 0, 1, 1, 1})
                .chunk(chunk, bomb.toByteArray())
                .chunk("IDAT", PngWriter.deflated(6))
                .end();
        assertThat(allocated(file)).isLessThan(4 * MIB);
    }

    @Test
    void pixels_beyond_the_image_are_never_inflated() throws IOException {
        byte[] file = new PngWriter()
                .header(2, 2, 8, 0)
                .chunk("IDAT", PngWriter.deflated(200 * MIB))
                .end();
        assertThat(allocated(file)).isLessThan(4 * MIB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline.jpg", "progressive.jpg"})
    void a_jpeg_that_claims_to_be_huge_is_refused(String name) throws IOException {
        byte[] file = ImageFileTest.file(name);
        ByteBuffer.wrap(file).putShort(frame(file) + 5, (short) 60_000).putShort(frame(file) + 7, (short) 60_000);
        assertThat(refusal(file)).isEqualTo(Reason.TOO_LARGE);
        assertThat(allocated(file)).isLessThan(MIB);
    }

    /** Where the frame header (SOF0 or SOF2) begins. */
    private static int frame(byte[] file) {
        for (int i = 0; i < file.length; i++) {
            if (file[i] == (byte) 0xFF && (file[i + 1] == (byte) 0xC0 || file[i + 1] == (byte) 0xC2)) {
                return i;
            }
        }
        throw new AssertionError("no frame");
    }

    @Test
    void a_webp_that_claims_to_be_huge_is_refused() throws IOException {
        byte[] file = ImageFileTest.file("lossy.webp");
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(26, (short) 16383)
                .putShort(28, (short) 16383);
        assertThat(refusal(file)).isEqualTo(Reason.TOO_LARGE);
        assertThat(allocated(file)).isLessThan(MIB);
    }
}
