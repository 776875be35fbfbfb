package io.trainyard.spec;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers in fields. */
final class Numbers {

    /** Up to here every whole number has a double of its own. */
    private static final double EXACT = 1L << 53;

    private static final Pattern NUMERIC = Pattern.compile("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");

    private Numbers() {}

    /** A whole number, both bounds included; 20.0 counts as 20. */
    static Kind<Integer> integer(int min, int max) {
        return wholeNumber(min, max, "a whole number from " + min + " to " + max)
                .map(Long::intValue);
    }

    static Kind<Long> longInteger() {
        return wholeNumber(Long.MIN_VALUE, Long.MAX_VALUE, "a whole number of at most 64 bits");
    }

    /** A finite number, both bounds included. */
    static Kind<Double> from(double min, double max) {
        return number(min, false, max, false);
    }

    /** A finite number greater than {@code min} and at most {@code max}. */
    static Kind<Double> above(double min, double max) {
        return number(min, true, max, false);
    }

    /** A finite number from {@code min} to less than {@code max}. */
    static Kind<Double> below(double min, double max) {
        return number(min, false, max, true);
    }

    static String shown(double number) {
        return number == Math.rint(number) && Math.abs(number) < EXACT
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }

    private static Kind<Long> wholeNumber(long min, long max, String expected) {
        return new Kind<>(Math.max(min, 1), value -> {
            if (!value.node().isNumber()) {
                return wrongType(value, expected);
            }
            Long number = exactly(value.node().numberValue());
            if (number == null && !isInteger(value)) {
                return value.wrongType(expected);
            }
            return number == null || number < min || number > max ? value.outOfRange(expected) : number;
        });
    }

    private static Kind<Double> number(double min, boolean minOpen, double max, boolean maxOpen) {
        String from = minOpen ? "above " + shown(min) + " and at most " : "from " + shown(min) + " to ";
        String expected = "a number " + from + (maxOpen ? "below " : "") + shown(max);
        return new Kind<>((min + max) / 2, value -> {
            if (!value.node().isNumber()) {
                return wrongType(value, expected);
            }
            double number = value.node().numberValue().doubleValue();
            boolean inside = (minOpen ? number > min : number >= min) && (maxOpen ? number < max : number <= max);
            return inside ? Double.valueOf(number) : value.outOfRange(expected);
        });
    }

    private static <T> @Nullable T wrongType(Value value, String expected) {
        boolean quotedNumber = value.node().isString()
                && NUMERIC.matcher(value.node().stringValue()).matches();
        return value.wrongType(expected + (quotedNumber ? " (without quotes)" : ""));
    }

    private static boolean isInteger(Value value) {
        return value.node().isIntegralNumber();
    }

    /** Null for a fraction and for what a long cannot hold. */
    private static @Nullable Long exactly(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short) {
            return number.longValue();
        }
        double wide = number.doubleValue();
        boolean whole = Math.abs(wide) <= EXACT && wide == Math.rint(wide);
        boolean same =
                whole && (!(number instanceof BigDecimal decimal) || decimal.compareTo(new BigDecimal(wide)) == 0);
        return same ? Long.valueOf((long) wide) : null;
    }
}
