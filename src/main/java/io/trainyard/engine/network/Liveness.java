package io.trainyard.engine.network;

import java.util.BitSet;

/** Which units of a layer gave something other than zero for a batch, and whether all that they gave is finite. */
public final class Liveness {

    private static final int LANES = 8;

    private final int units;
    private final BitSet alive;
    private boolean finite = true;

    /** @param units channels, or features */
    public Liveness(int units) {
        this.units = units;
        this.alive = new BitSet(units);
    }

    /**
     * Takes in some values.
     *
     * @param first unit of the first value
     * @param beside value i is of unit {@code first + i % beside}
     */
    public void add(float[] values, int first, int beside) {
        finite &= isFinite(values);
        for (int i = 0; i < beside; i++) {
            if (!alive.get(first + i) && isAlive(values, i, beside)) {
                alive.set(first + i);
            }
        }
    }

    /** Takes in what somebody else saw of the same units. */
    public void add(Liveness other) {
        alive.or(other.alive);
        finite &= other.finite;
    }

    private static boolean isAlive(float[] values, int from, int step) {
        for (int i = from; i < values.length; i += step) {
            if (values[i] != 0) {
                return true;
            }
        }
        return false;
    }

    /** In sums that do not wait for each other; 0 * value is NaN for what is not finite. */
    private static boolean isFinite(float[] values) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int whole = values.length - values.length % LANES;
        for (int i = 0; i < whole; i += LANES) {
            a += 0 * values[i];
            b += 0 * values[i + 1];
            c += 0 * values[i + 2];
            d += 0 * values[i + 3];
            e += 0 * values[i + 4];
            f += 0 * values[i + 5];
            g += 0 * values[i + 6];
            h += 0 * values[i + 7];
        }
        for (int i = whole; i < values.length; i++) {
            a += 0 * values[i];
        }
        return a + b + c + d + e + f + g + h == 0;
    }

    public int units() {
        return units;
    }

    public int deadUnits() {
        return units - alive.cardinality();
    }

    public boolean isFinite() {
        return finite;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Liveness that
                && units == that.units
                && finite == that.finite
                && alive.equals(that.alive);
    }

    @Override
    public int hashCode() {
        return 31 * alive.hashCode() + units;
    }

    @Override
    public String toString() {
        return "%s of %d units alive, %s".formatted(alive, units, finite ? "finite" : "not finite");
    }
}
