package io.trainyard.dataset;

import io.trainyard.spec.Augmentation.Interpolation;
import io.trainyard.spec.ImageShape;
import java.util.Arrays;

/**
 * Turns an image around its centre, counter-clockwise, as torchvision's rotate with fill 0 does on 8-bit tensors: every
 * pixel looks up where it came from, and is black where that is outside.
 */
record Rotation(ImageShape shape, double cos, double sin, Interpolation interpolation) {

    static Rotation by(double degrees, ImageShape shape, Interpolation interpolation) {
        double angle = StrictMath.toRadians(degrees);
        return new Rotation(shape, StrictMath.cos(angle), StrictMath.sin(angle), interpolation);
    }

    byte[] of(byte[] image) {
        byte[] turned = new byte[image.length];
        double[] sums = new double[shape.channels()];
        double middleX = (shape.width() - 1) / 2.0;
        double middleY = (shape.height() - 1) / 2.0;
        int target = 0;
        for (int row = 0; row < shape.height(); row++) {
            for (int column = 0; column < shape.width(); column++) {
                double x = column - middleX;
                double y = row - middleY;
                double sourceX = x * cos - y * sin + middleX;
                double sourceY = x * sin + y * cos + middleY;
                if (interpolation == Interpolation.NEAREST) {
                    nearest(image, sourceX, sourceY, turned, target);
                } else {
                    bilinear(image, sourceX, sourceY, turned, target, sums);
                }
                target += shape.channels();
            }
        }
        return turned;
    }

    private void nearest(byte[] image, double x, double y, byte[] turned, int target) {
        int column = (int) Math.rint(x);
        int row = (int) Math.rint(y);
        if (inside(column, row)) {
            System.arraycopy(image, at(column, row), turned, target, shape.channels());
        }
    }

    /** A mean of four pixels; at the border multiplied once more by the share inside, as torchvision's fill does. */
    private void bilinear(byte[] image, double x, double y, byte[] turned, int target, double[] sums) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double share = 0;
        Arrays.fill(sums, 0);
        for (int corner = 0; corner < 4; corner++) {
            int column = left + (corner & 1);
            int row = top + (corner >> 1);
            if (inside(column, row)) {
                double weight = (1 - Math.abs(x - column)) * (1 - Math.abs(y - row));
                int source = at(column, row);
                for (int channel = 0; channel < sums.length; channel++) {
                    sums[channel] += weight * (image[source + channel] & 0xFF);
                }
                share += weight;
            }
        }
        for (int channel = 0; channel < sums.length; channel++) {
            turned[target + channel] = (byte) (int) Math.rint(sums[channel] * share);
        }
    }

    private boolean inside(int column, int row) {
        return column >= 0 && column < shape.width() && row >= 0 && row < shape.height();
    }

    private int at(int column, int row) {
        return (row * shape.width() + column) * shape.channels();
    }
}
