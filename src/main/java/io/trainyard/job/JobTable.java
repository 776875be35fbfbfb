package io.trainyard.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All jobs, each at a place that stays its own, with a Bloom filter of the trigrams (three characters in a row) of its text.
 * The filters lie side by side, so that a hundred thousand jobs without a word are passed over in a millisecond, and few
 * texts are read in vain.
 */
final class JobTable {

    /** Numbers of 64 bits in a filter. */
    private static final int SIZE = 8;

    private final List<@Nullable JobEntry> jobs = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private long[] filters = new long[SIZE];

    /** @return its place */
    int add(JobEntry job) {
        int place = free.isEmpty() ? jobs.size() : free.pop();
        if (place == jobs.size()) {
            jobs.add(job);
        } else {
            jobs.set(place, job);
        }
        if (filters.length < SIZE * jobs.size()) {
            filters = Arrays.copyOf(filters, 2 * filters.length);
        }
        places.put(job.id(), place);
        mark(job.text(), filters, SIZE * place);
        return place;
    }

    /** @return the place that is free now; -1 if there was no such job */
    int remove(String id) {
        Integer place = places.remove(id);
        if (place == null) {
            return -1;
        }
        jobs.set(place, null);
        Arrays.fill(filters, SIZE * place, SIZE * place + SIZE, 0);
        free.push(place);
        return place;
    }

    List<String> ids() {
        return List.copyOf(places.keySet());
    }

    JobEntry get(int place) {
        return Objects.requireNonNull(jobs.get(place));
    }

    /** All places, those that are free among them. */
    IntStream places() {
        return IntStream.range(0, jobs.size());
    }

    /** Whether the job at a place matches. All filters are looked at first, in a row; afterwards only jobs that may match. */
    IntPredicate matching(JobMatcher matcher) {
        long[] wanted = new long[SIZE];
        matcher.words().forEach(word -> mark(word, wanted, 0));
        BitSet candidates = new BitSet();
        for (int place = 0; place < jobs.size(); place++) {
            if (mayHave(place, wanted)) {
                candidates.set(place);
            }
        }
        return place -> candidates.get(place) && matches(jobs.get(place), matcher);
    }

    private static boolean matches(@Nullable JobEntry job, JobMatcher matcher) {
        return job != null && matcher.test(job);
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
            int mixed = trigram * 0x9E3779B9; // the upper bits best, so two numbers of nine bits are taken from them
            set(mixed >>> 23, filter, start);
            set(mixed >>> 14 & 511, filter, start);
        }
    }

    private static void set(int bit, long[] filter, int start) {
        filter[start + bit / Long.SIZE] |= 1L << bit % Long.SIZE;
    }
}
