package io.trainyard.model.onnx;

import io.trainyard.spec.Layer.Size;

/** A node's attributes, as AttributeProto. */
final class Attribute {

    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int INTS = 7;

    private Attribute() {}

    static Message of(String name, double value) {
        return new Message().text(1, name).real(2, (float) value).number(20, FLOAT);
    }

    static Message of(String name, long value) {
        return new Message().text(1, name).number(3, value).number(20, INT);
    }

    static Message of(String name, String value) {
        return new Message().text(1, name).text(4, value).number(20, STRING);
    }

    /** Height, width. */
    static Message of(String name, Size size) {
        return ints(name, size.height(), size.width());
    }

    /** Top, left, bottom, right. */
    static Message pads(Size before, Size after) {
        return ints("pads", before.height(), before.width(), after.height(), after.width());
    }

    private static Message ints(String name, int... values) {
        Message attribute = new Message().text(1, name);
        for (int value : values) {
            attribute.number(8, value);
        }
        return attribute.number(20, INTS);
    }
}
