package io.trainyard.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All jobs, with a Bloom filter of the trigrams (three characters in a row) of each one's text. The filters lie side by side,
 * so that a hundred thousand jobs without a word are passed over in a millisecond, and few texts are read in vain.
 */
final class JobTexts {

    /** Numbers of 64 bits in a filter. */
    private static final int SIZE = 4;

    private final List<JobEntry> jobs = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private long[] filters = new long[SIZE];

    void add(JobEntry job) {
        int place = jobs.size();
        jobs.add(job);
        places.put(job.id(), place);
        if (filters.length < SIZE * jobs.size()) {
            filters = Arrays.copyOf(filters, 2 * filters.length);
        }
        mark(job.text(), filters, SIZE * place);
    }

    /** The last one takes its place. */
    void remove(String id) {
        int place = places.remove(id);
        int last = jobs.size() - 1;
        JobEntry moved = jobs.remove(last);
        if (place < last) {
            jobs.set(place, moved);
            places.put(moved.id(), place);
        }
        System.arraycopy(filters, SIZE * last, filters, SIZE * place, SIZE);
        Arrays.fill(filters, SIZE * last, SIZE * jobs.size() + SIZE, 0);
    }

    /** Those that match, in any order; when there are more than {@code most} of them, one more than that. */
    List<JobEntry> find(JobMatcher matcher, int most) {
        long[] wanted = new long[SIZE];
        matcher.words().forEach(word -> mark(word, wanted, 0));
        List<JobEntry> found = new ArrayList<>();
        for (int place = 0; place < jobs.size() && found.size() <= most; place++) {
            if (mayHave(place, wanted) && matcher.test(jobs.get(place))) {
                found.add(jobs.get(place));
            }
        }
        return found;
    }

    private boolean mayHave(int place, long[] wanted) {
        for (int i = 0; i < SIZE; i++) {
            if ((filters[SIZE * place + i] & wanted[i]) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static void mark(String text, long[] filter, int start) {
        for (int i = 2; i < text.length(); i++) {
            int trigram = (text.charAt(i - 2) * 31 + text.charAt(i - 1)) * 31 + text.charAt(i);
            int bit = trigram * 0x9E3779B9 >>> 24; // the upper bits are those that multiplication has mixed
            filter[start + bit / Long.SIZE] |= 1L << bit % Long.SIZE;
        }
    }
}
