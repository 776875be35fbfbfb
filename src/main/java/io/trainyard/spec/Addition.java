package io.trainyard.spec;

import org.jspecify.annotations.Nullable;

/** The sum at the end of a residual block, and what to do where its two sides do not fit. */
final class Addition {

    private Addition() {}

    /**
     * @param input of the block; null where it is unknown
     * @throws ShapeMismatchException unless both shapes are the same
     */
    static Shape of(@Nullable Shape input, Shape main, Shape shortcut) {
        if (!main.equals(shortcut)) {
            throw new ShapeMismatchException(
                    "shortcut",
                    "residual adds its layers' output, " + main + ", to its shortcut's, " + shortcut
                            + ", but only equal shapes can be added. " + remedy(input, main));
        }
        return main;
    }

    private static String remedy(@Nullable Shape input, Shape main) {
        if (main.equals(input)) {
            return "Leave the shortcut out: the input itself has the shape of the layers' output.";
        }
        if (input != null && !input.isMap() && !main.isMap()) {
            return "Make the shortcut [{\"type\": \"linear\", \"out_features\": " + main.channels() + "}].";
        }
        if (input != null && input.isMap() && main.isMap()) {
            int down = stride(input.height(), main.height());
            int right = stride(input.width(), main.width());
            if (down > 0 && right > 0) {
                return "Usual is the shortcut [{\"type\": \"conv2d\", \"out_channels\": " + main.channels()
                        + ", \"kernel_size\": 1, \"stride\": "
                        + (down == right ? String.valueOf(down) : "[" + down + ", " + right + "]")
                        + "}], often with a batch_norm2d after it.";
            }
        }
        return "Change the layers (a conv2d of kernel_size 3 keeps height and width with padding 1) or the shortcut.";
    }

    /** The least with which a window of one pixel gets from {@code from} pixels to {@code to}; 0 if there is none. */
    private static int stride(int from, int to) {
        for (int stride = 1; stride <= from; stride++) {
            if ((from - 1) / stride + 1 == to) {
                return stride;
            }
        }
        return 0;
    }
}
