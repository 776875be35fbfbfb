package io.trainyard.spec;

import tools.jackson.databind.JsonNode;

/** Reads JSON into a spec: strict about names and types, complete in its complaints. */
public final class SpecReader {

    private SpecReader() {}

    /**
     * @throws InvalidSpecException with every violation found, shape errors included
     */
    public static ExperimentSpec read(JsonNode json) {
        throw new IllegalStateException("skeleton");
    }
}
