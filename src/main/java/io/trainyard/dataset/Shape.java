package io.trainyard.dataset;

/**
 * The ten classes of the shapes set as signed distances: negative inside, in units of the shape's size, which is about
 * the radius of its circumscribed circle. Distances are exact or a lower bound near the outline, where they count.
 */
enum Shape {
    CIRCLE {
        @Override
        double distance(double x, double y) {
            return length(x, y) - 0.85;
        }
    },
    SQUARE {
        @Override
        double distance(double x, double y) {
            return box(x, y, 0.74, 0.74);
        }
    },
    TRIANGLE {
        @Override
        double distance(double x, double y) {
            return TRIANGLE_OUTLINE.distance(x, y);
        }
    },
    STAR {
        @Override
        double distance(double x, double y) {
            return STAR_OUTLINE.distance(x, y);
        }
    },
    CROSS {
        @Override
        double distance(double x, double y) {
            return Math.min(box(x, y, 0.95, 0.3), box(x, y, 0.3, 0.95));
        }
    },
    RING {
        @Override
        double distance(double x, double y) {
            return Math.abs(length(x, y) - 0.68) - 0.2;
        }
    },
    CRESCENT {
        @Override
        double distance(double x, double y) {
            return Math.max(length(x, y) - 0.9, 0.7 - length(x - 0.45, y));
        }
    },
    HEART {
        @Override
        double distance(double x, double y) {
            double lobes = length(Math.abs(x) - 0.42, y + 0.3) - 0.46;
            return Math.min(lobes, HEART_POINT.distance(x, y));
        }
    },
    ARROW {
        @Override
        double distance(double x, double y) {
            return ARROW_OUTLINE.distance(x, y);
        }
    },
    HEXAGON {
        @Override
        double distance(double x, double y) {
            return HEXAGON_OUTLINE.distance(x, y);
        }
    };

    private static final Polygon TRIANGLE_OUTLINE = Polygon.star(3, 1, 0.5);
    private static final Polygon STAR_OUTLINE = Polygon.star(5, 1, 0.42);
    private static final Polygon HEXAGON_OUTLINE = Polygon.star(6, 0.92, 0.92 * Math.sqrt(0.75));
    private static final Polygon HEART_POINT = Polygon.of(-0.83, -0.1, 0, -0.48, 0.83, -0.1, 0, 0.95);
    private static final Polygon ARROW_OUTLINE =
            Polygon.of(1, 0, 0.1, 0.75, 0.1, 0.27, -0.95, 0.27, -0.95, -0.27, 0.1, -0.27, 0.1, -0.75);

    /** @param y downwards */
    abstract double distance(double x, double y);

    static double length(double x, double y) {
        return Math.sqrt(x * x + y * y);
    }

    private static double box(double x, double y, double halfWidth, double halfHeight) {
        return Math.max(Math.abs(x) - halfWidth, Math.abs(y) - halfHeight);
    }
}
