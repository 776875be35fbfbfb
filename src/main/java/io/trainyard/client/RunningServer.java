package io.trainyard.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The server that the quickstart talks to.
 *
 * @param pid its process id when this machine's quickstart started it
 * @param log where its output goes, for messages
 */
record RunningServer(URI uri, TrainyardClient client, Optional<Long> pid, String log) {

    private static final Duration PAUSE = Duration.ofMillis(250);

    /**
     * Waits until the server answers.
     *
     * @return names of its usable devices
     * @throws ClientException if it ends meanwhile, or does not answer in time
     */
    List<String> await(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            try {
                return client.devices();
            } catch (IOException e) {
                if (hasEnded()) {
                    throw new ClientException("The server ended; its last words are in " + log + ".");
                }
                if (System.nanoTime() > deadline) {
                    throw new ClientException(silence(atMost));
                }
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private boolean hasEnded() {
        return pid.isPresent()
                && ProcessHandle.of(pid.get()).filter(ProcessHandle::isAlive).isEmpty();
    }

    private String silence(Duration atMost) {
        return "No Trainyard server answered on %s within %d s. %s"
                .formatted(
                        uri,
                        atMost.toSeconds(),
                        pid.isPresent() ? "Its log is " + log + "." : NextSteps.otherPort(uri));
    }
}
