package io.trainyard.job;

/** No job has this id. */
public class JobNotFoundException extends RuntimeException {

    public JobNotFoundException(String id) {
        super("There is no job \"%s\".".formatted(id));
    }
}
