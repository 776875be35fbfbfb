package io.trainyard.engine.vector;

/**
 * Where the columns or rows lie that a {@link Transform} is applied to one after the other, and where their results go: so many places
 * further on than the first ones.
 */
record Lines(int[] from, int[] to) {

    /** Beside each other. */
    static Lines of(int count, int next, int nextTo) {
        return inGroups(1, 0, 0, count, next, nextTo);
    }

    /**
     * @param nextGroup from one group's first line to the next one's
     * @param nextGroupTo likewise, of results
     * @param count lines of a group
     */
    static Lines inGroups(int groups, int nextGroup, int nextGroupTo, int count, int next, int nextTo) {
        int[] from = new int[groups * count];
        int[] to = new int[from.length];
        for (int n = 0; n < from.length; n++) {
            from[n] = n / count * nextGroup + n % count * next;
            to[n] = n / count * nextGroupTo + n % count * nextTo;
        }
        return new Lines(from, to);
    }
}
