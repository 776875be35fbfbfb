package io.trainyard.engine.onednn;

/**
 * One team member's part of a batch.
 *
 * @param member its number
 * @param first image
 * @param size number of images, at least 1
 * @param batch images of all members
 */
record Share(int member, int first, int size, int batch, Meeting meeting) {

    /** Equal parts, but for one image. */
    static Share of(int member, int batch, Meeting meeting) {
        int begin = begin(member, batch, meeting.size());
        return new Share(member, begin, begin(member + 1, batch, meeting.size()) - begin, batch, meeting);
    }

    /** Returns when all members have come here. */
    void await() {
        meeting.await(member);
    }

    /** Another member's. */
    Share of(int other) {
        return of(other, batch, meeting);
    }

    /** The first of this member's pieces. */
    int from(int count) {
        return begin(member, count, meeting.size());
    }

    /** The one after the last of this member's pieces. */
    int to(int count) {
        return begin(member + 1, count, meeting.size());
    }

    private static int begin(int member, int count, int members) {
        return (int) ((long) count * member / members);
    }

    /** The pile of this key, which all members take from, once in a pass. */
    Pile pile(Object key) {
        return meeting.pile(key);
    }

    boolean isFirst() {
        return member == 0;
    }
}
