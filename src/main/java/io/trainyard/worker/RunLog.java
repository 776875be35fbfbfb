package io.trainyard.worker;

import io.trainyard.job.Run;
import io.trainyard.job.Runs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Collects a run's log lines and stores them in batches; when too many come at once, it counts what it drops. */
final class RunLog {

    private static final int MOST_WAITING = 1_000;
    private static final int TAIL = 20;

    private final Runs runs;
    private final Run run;
    private final Deque<String> tail = new ArrayDeque<>();
    private List<String> waiting = new ArrayList<>();
    private int dropped;

    RunLog(Runs runs, Run run) {
        this.runs = runs;
        this.run = run;
    }

    synchronized void add(String line) {
        if (waiting.size() < MOST_WAITING) {
            waiting.add(line);
        } else {
            dropped++;
        }
    }

    /** A line of standard error; the last ones say why a trainer died. */
    synchronized void addError(String line) {
        add(line);
        tail.addLast(line);
        if (tail.size() > TAIL) {
            tail.removeFirst();
        }
    }

    synchronized List<String> lastErrors() {
        return List.copyOf(tail);
    }

    void flush() {
        List<String> lines = taken();
        if (!lines.isEmpty()) {
            runs.log(run, lines);
        }
    }

    private synchronized List<String> taken() {
        if (dropped > 0) {
            waiting.add("(%d lines were dropped: too many at once)".formatted(dropped));
        }
        List<String> lines = waiting;
        waiting = new ArrayList<>();
        dropped = 0;
        return lines;
    }
}
