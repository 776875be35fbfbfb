package io.trainyard.web.openapi;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Images as they come, and as they should not. */
final class FuzzedImage {

    private static final String BOUNDARY = "fuzz";

    private FuzzedImage() {}

    static byte[] file(FuzzedValues values) {
        byte[] image = image(values.oneOf(List.of("png", "jpg", "gif")), values.oneOf(List.of(1, 9, 40)));
        return switch (values.oneOf(List.of(0, 0, 0, 1, 2, 3))) {
            case 1 -> Arrays.copyOf(image, image.length / 2);
            case 2 -> changed(image, values);
            case 3 -> values.junk().getBytes(StandardCharsets.UTF_8);
            default -> image;
        };
    }

    private static byte[] image(String format, int size) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB), format, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private static byte[] changed(byte[] image, FuzzedValues values) {
        for (int i = 0; i < image.length; i++) {
            if (values.oneIn(30)) {
                image[i] ^= (byte) 0x55;
            }
        }
        return image;
    }

    /** A form with none, one or two of them. */
    static byte[] form(FuzzedValues values, Map<String, String> headers) {
        headers.put("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (int parts = values.oneOf(List.of(0, 1, 1, 1, 2)); parts > 0; parts--) {
            form.writeBytes(text("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a.png\"\r\n\r\n"
                    .formatted(BOUNDARY, values.oneIn(6) ? "file" : "image")));
            form.writeBytes(file(values));
            form.writeBytes(text("\r\n"));
        }
        form.writeBytes(text(values.oneIn(6) ? "" : "--%s--\r\n".formatted(BOUNDARY)));
        return form.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
