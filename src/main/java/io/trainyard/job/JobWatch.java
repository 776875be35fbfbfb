package io.trainyard.job;

import io.trainyard.result.IterationChunk;
import java.util.List;
import java.util.Optional;

/** What those who watch jobs read. */
public interface JobWatch {

    /** Id of the newest event; 0 before the first. */
    long lastEvent();

    /**
     * Events of all jobs with ids above {@code after}, the first ones first. Once an event can be read, no event with a
     * smaller id will appear any more: whoever goes on from the last id that they have seen misses none.
     */
    List<Event> events(long after, int limit);

    /** Likewise, of one job. */
    List<Event> events(String jobId, long after, int limit);

    /** How far the jobs are that have a trainer. */
    List<LiveProgress> running();

    record LiveProgress(String jobId, JobStatus status, Job.Progress progress) {}

    /** How many steps of a job are known after this one. */
    long countIterations(String jobId, long after);

    /** Steps of a job after this one, the first ones first, some at a time; the first chunk may begin before. */
    List<IterationChunk> iterations(String jobId, long after);

    /** Number of the job's newest log line; 0 before the first. */
    int lastLogLine(String jobId);

    /** Log lines with numbers above {@code after}, the first ones first; the oldest of a long log are gone. */
    List<LogLine> log(String jobId, int after, int limit);

    record LogLine(int number, String text) {}

    /** Empty if there is no such job. */
    Optional<JobStatus> status(String jobId);

    /** Calls back, on the thread that committed, when this server has stored events; other servers' come unannounced. */
    void onEvents(Runnable listener);
}
