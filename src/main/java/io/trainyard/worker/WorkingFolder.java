package io.trainyard.worker;

import io.trainyard.job.Checkpoint;
import io.trainyard.job.Jobs;
import io.trainyard.job.RunStart;
import io.trainyard.job.RunStart.ForkStart;
import io.trainyard.trainer.TrainerProtocol;
import io.trainyard.trainer.TrainerTask;
import io.trainyard.trainer.TrainerTask.Fork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Where a trainer finds its task and leaves its checkpoints; gone when the run is over. */
final class WorkingFolder implements AutoCloseable {

    private static final String RESUME = "resume.zip";
    private static final String BEST = "best-before.zip";

    private final Path path;

    private WorkingFolder(Path path) {
        this.path = path;
    }

    static WorkingFolder create(Home home, RunStart start) throws IOException {
        String name = start.run().jobId() + "-" + start.run().attempt();
        return new WorkingFolder(Files.createDirectory(home.runs().resolve(name)));
    }

    Path path() {
        return path;
    }

    /** Writes the task, and the checkpoints that it names, out of the database. */
    void prepare(Jobs jobs, RunStart start, Home home, @Nullable Path data) throws IOException {
        Checkpoint resume = start.resumeFrom();
        Checkpoint best = start.best();
        ForkStart fork = start.fork();
        write(jobs, resume, RESUME);
        boolean same = resume != null && best != null && resume.id().equals(best.id());
        if (!same) {
            write(jobs, best, BEST);
        }
        TrainerProtocol.writeTask(
                path,
                new TrainerTask(
                        start.run().jobId(),
                        start.job().order().resolvedSpec(),
                        resume == null ? null : RESUME,
                        best == null ? null : same ? RESUME : BEST,
                        fork == null ? null : new Fork(fork.resetOptimizer(), fork.continues()),
                        data == null ? null : data.toString(),
                        home.cache().toString(),
                        start.elapsedSeconds()));
    }

    private void write(Jobs jobs, @Nullable Checkpoint checkpoint, String name) throws IOException {
        if (checkpoint != null) {
            try (InputStream content = jobs.content(checkpoint, 0)) {
                Files.copy(content, path.resolve(name));
            }
        }
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(path);
    }
}
