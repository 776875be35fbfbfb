package io.trainyard.dataset;

/** A simple polygon with its exact signed distance. */
final class Polygon {

    private final double[] x;
    private final double[] y;

    private Polygon(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /** @param coordinates x and y in turn */
    static Polygon of(double... coordinates) {
        int count = coordinates.length / 2;
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = coordinates[2 * i];
            y[i] = coordinates[2 * i + 1];
        }
        return new Polygon(x, y);
    }

    /** Corners in turn on an outer and an inner circle. */
    static Polygon star(int points, double outer, double inner) {
        double[] coordinates = new double[4 * points];
        for (int i = 0; i < 2 * points; i++) {
            double radius = i % 2 == 0 ? outer : inner;
            double angle = StrictMath.PI * i / points;
            coordinates[2 * i] = radius * StrictMath.cos(angle);
            coordinates[2 * i + 1] = radius * StrictMath.sin(angle);
        }
        return of(coordinates);
    }

    /** Distance to the nearest edge; the sign from the winding of the edges around the point. */
    double distance(double px, double py) {
        double nearest = Double.MAX_VALUE;
        boolean inside = false;
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            double edgeX = x[j] - x[i];
            double edgeY = y[j] - y[i];
            double fromX = px - x[i];
            double fromY = py - y[i];
            double along = (fromX * edgeX + fromY * edgeY) / (edgeX * edgeX + edgeY * edgeY);
            double clamped = Math.min(1, Math.max(0, along));
            double offX = fromX - edgeX * clamped;
            double offY = fromY - edgeY * clamped;
            nearest = Math.min(nearest, offX * offX + offY * offY);
            if (y[i] > py != y[j] > py && px < edgeX * (py - y[i]) / edgeY + x[i]) {
                inside = !inside;
            }
        }
        return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
    }
}
