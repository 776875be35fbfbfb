package io.trainyard.worker;

import io.trainyard.result.EpochMetrics;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.FailureCategory;
import io.trainyard.result.StopReason;
import io.trainyard.trainer.TrainerMessage;
import io.trainyard.trainer.TrainerMessage.Checkpoint;
import io.trainyard.trainer.TrainerMessage.Level;
import io.trainyard.trainer.TrainerProtocol;
import io.trainyard.trainer.TrainerTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Scanner;

/**
 * Speaks a trainer's language without training. The notes of its spec say how it behaves; an epoch's "checkpoint" is a
 * text that holds the number of epochs done, so that a resumed run can be seen to go on from it.
 */
final class FakeTrainer {

    private static volatile boolean stopped;

    private FakeTrainer() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        TrainerTask task = TrainerProtocol.readTask(folder);
        String behaviour = task.spec().get("notes").asString();
        int epochs = task.spec().get("training").get("epochs").asInt();
        int done =
                task.resumeFrom() == null ? 0 : Integer.parseInt(Files.readString(folder.resolve(task.resumeFrom())));
        if (!behaviour.equals("deaf")) {
            followCommands();
        }
        say(new TrainerMessage.Log(Level.INFO, "Goes on after epoch " + done));
        System.out.println("a native library's own words");
        say(new TrainerMessage.Started(42, 10, "fake", "ab12", Map.of("fake", "1"), null));
        if (behaviour.equals("wrong")) {
            fail(FailureCategory.USER, "dataset_missing", "Put the files there.");
        }
        while (done < epochs) {
            train(folder, behaviour, ++done, task);
        }
        say(new TrainerMessage.Finished(
                StopReason.MAX_EPOCHS, new EvaluationResult(0.1, 0.9, null, 2, new long[][] {{1, 0}, {0, 1}}), done));
    }

    private static void train(Path folder, String behaviour, int epoch, TrainerTask task) throws Exception {
        say(new TrainerMessage.Progress(epoch, 5, 100));
        boolean fresh = task.resumeFrom() == null;
        switch (behaviour) {
            case "crash at 2" -> {
                if (epoch == 2 && fresh) {
                    System.err.println("free(): invalid pointer");
                    signal("ABRT");
                }
            }
            case "killed at once" -> signal("KILL");
            case "exit 3" -> System.exit(3);
            case "damaged" -> {
                Path file = Files.writeString(folder.resolve("broken"), "x");
                say(new TrainerMessage.Epoch(metrics(epoch), describe(file, "00", epoch)));
                Thread.sleep(60_000);
            }
            case "waits" -> {
                while (epoch == 2 && !Files.exists(folder.resolve("go"))) {
                    Thread.sleep(10);
                }
            }
            case "hang", "deaf" -> {
                if (epoch == 2 && fresh) {
                    wait(folder);
                }
            }
            default -> Thread.sleep(20);
        }
        Path file = Files.writeString(folder.resolve("checkpoint-" + epoch), String.valueOf(epoch));
        say(new TrainerMessage.Epoch(metrics(epoch), describe(file, sha256(file), epoch)));
    }

    private static void wait(Path folder) throws Exception {
        while (!stopped) {
            Thread.sleep(10);
        }
        Path file = Files.writeString(folder.resolve("checkpoint-stop"), "1");
        say(new TrainerMessage.Stopped(
                new Checkpoint(file.getFileName().toString(), sha256(file), 1, 1, 5, 15, null, false)));
        System.exit(0);
    }

    private static void followCommands() {
        Thread thread = new Thread(() -> {
            Scanner input = new Scanner(System.in, StandardCharsets.UTF_8);
            while (input.hasNextLine()) {
                stopped |= input.nextLine().equals("STOP");
            }
            Runtime.getRuntime().halt(4);
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void signal(String name) throws Exception {
        new ProcessBuilder(
                        "kill",
                        "-" + name,
                        String.valueOf(ProcessHandle.current().pid()))
                .start()
                .waitFor();
        Thread.sleep(60_000);
    }

    private static void fail(FailureCategory category, String code, String message) {
        say(new TrainerMessage.Failed(category, code, message));
        System.exit(1);
    }

    private static EpochMetrics metrics(int epoch) {
        return new EpochMetrics(epoch, 1.0 / epoch, 0.5, 0.5, 0.1 * epoch, 0.1, 1, 100, 0);
    }

    private static Checkpoint describe(Path file, String sha256, int epoch) throws IOException {
        return new Checkpoint(
                file.getFileName().toString(), sha256, Files.size(file), epoch, 0, epoch * 10L, 0.1 * epoch, true);
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static void say(TrainerMessage message) {
        System.out.println(TrainerProtocol.write(message));
    }
}
