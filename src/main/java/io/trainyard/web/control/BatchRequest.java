package io.trainyard.web.control;

import io.trainyard.job.JobAction;
import io.trainyard.web.JobProblems;
import io.trainyard.web.ProblemError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One action for many jobs. */
record BatchRequest(JobAction action, List<String> ids) {

    static final int MOST = 1000;

    private static final Map<String, JobAction> ACTIONS = new TreeMap<>(Map.of(
            "cancel", JobAction.CANCEL,
            "delete", JobAction.DELETE,
            "pause", JobAction.PAUSE,
            "resume", JobAction.RESUME));

    BatchRequest {
        ids = List.copyOf(ids);
    }

    /** @throws io.trainyard.web.ProblemException with all that is wrong */
    static BatchRequest read(JsonNode json) {
        List<ProblemError> errors = new ArrayList<>();
        if (!json.isObject()) {
            errors.add(ProblemError.inBody("", "wrong_type", "Expected an object with \"action\" and \"ids\"."));
            throw JobProblems.invalidBody(errors).exception();
        }
        json.propertyNames().stream()
                .filter(name -> !Set.of("action", "ids").contains(name))
                .forEach(name -> errors.add(ProblemError.inBody(
                        "/" + name.replace("~", "~0").replace("/", "~1"),
                        "unknown_field",
                        "Unknown field \"%s\". Known here: action, ids.".formatted(name))));
        JobAction action = action(json.path("action"), errors);
        List<String> ids = ids(json.path("ids"), errors);
        if (!errors.isEmpty()) {
            throw JobProblems.invalidBody(errors).exception();
        }
        return new BatchRequest(Objects.requireNonNull(action), ids);
    }

    private static @Nullable JobAction action(JsonNode value, List<ProblemError> errors) {
        JobAction action = value.isString() ? ACTIONS.get(value.stringValue()) : null;
        if (action == null) {
            String known = String.join(", ", ACTIONS.keySet());
            String code = value.isMissingNode() ? "missing_field" : "unknown_value";
            errors.add(ProblemError.inBody("/action", code, "\"action\" must be one of " + known + "."));
        }
        return action;
    }

    private static List<String> ids(JsonNode value, List<ProblemError> errors) {
        if (!value.isArray()) {
            String code = value.isMissingNode() ? "missing_field" : "wrong_type";
            errors.add(ProblemError.inBody("/ids", code, "\"ids\" must be an array of jobs' ids."));
            return List.of();
        }
        if (value.isEmpty() || value.size() > MOST) {
            errors.add(ProblemError.inBody(
                    "/ids", "wrong_length", "Expected 1 to %d ids, but received %d.".formatted(MOST, value.size())));
            return List.of();
        }
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i).isString()) {
                ids.add(value.get(i).stringValue());
            } else {
                errors.add(ProblemError.inBody("/ids/" + i, "wrong_type", "Expected a job's id as a string."));
            }
        }
        return ids;
    }
}
