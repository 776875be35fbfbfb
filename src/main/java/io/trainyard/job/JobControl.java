package io.trainyard.job;

import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * What clients do to jobs that exist. Every change is one transaction, the queue entry included; docs/architecture.md has
 * the table of what follows from what.
 */
public interface JobControl {

    /**
     * A queued job is paused at once, a running one as soon as its trainer has written a checkpoint.
     *
     * @return the job after the call: paused, or on its way there
     * @throws ActionNotAllowedException if it has ended or is being cancelled
     */
    Job pause(String id);

    /**
     * A paused job goes back to its old place in the queue.
     *
     * @return the job after the call: queued, or running if it is so already
     * @throws ActionNotAllowedException if it has ended, or is still on its way to being paused or cancelled
     */
    Job resume(String id);

    /**
     * A queued or paused job is cancelled at once, a running one as soon as its trainer has stopped.
     *
     * @return the job after the call: cancelled, or on its way there
     * @throws ActionNotAllowedException if it has ended other than by cancellation
     */
    Job cancel(String id);

    /**
     * Changes name, labels, notes and priority, by a JSON merge patch.
     *
     * @param check sees the job before anybody else can change it; what it throws ends the call, and nothing is changed
     * @throws io.trainyard.spec.InvalidSpecException with pointers into the patch
     * @throws ActionNotAllowedException if the priority would change and the job is neither queued nor paused
     */
    Job patch(String id, JsonNode patch, Consumer<Job> check);

    default Job patch(String id, JsonNode patch) {
        return patch(id, patch, job -> {});
    }

    /**
     * Removes an ended or paused job with all that belongs to it.
     *
     * @param check as that of a patch
     * @throws ActionNotAllowedException while it is active
     */
    void delete(String id, Consumer<Job> check);

    default void delete(String id) {
        delete(id, job -> {});
    }
}
