package io.trainyard.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where a run writes its checkpoints. Whoever hears of a file may take it away; the best one is therefore kept under a
 * second name until the test set has judged it.
 */
public final class CheckpointFolder {

    private final Path folder;

    public CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    /** Names are unique within a run: no two checkpoints share epoch and batch. */
    Path file(TrainingState state) {
        return folder.resolve("checkpoint-%05d-%07d.zip".formatted(state.epoch(), state.batch()));
    }

    /** Remembers a whole checkpoint file as the best so far. */
    public void keepBest(Path file) throws IOException {
        Path next = folder.resolve("best.next");
        Files.deleteIfExists(next);
        linkOrCopy(file, next);
        Files.move(next, best(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** May be absent. */
    Path best() {
        return folder.resolve("best.zip");
    }

    private static void linkOrCopy(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (UnsupportedOperationException | IOException linksNotPossible) {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
