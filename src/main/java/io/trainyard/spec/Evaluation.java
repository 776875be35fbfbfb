package io.trainyard.spec;

import org.jspecify.annotations.Nullable;

/**
 * What is found out about the model in the end.
 *
 * @param topK an image counts as right in the top-k accuracy if its class is among so many best guesses; below the number
 *     of classes; null for no such accuracy
 */
public record Evaluation(@Nullable Integer topK) {

    private static final int USUAL = 5;

    /** The top-5 accuracy, where that says anything. */
    static Evaluation usual(int classes) {
        return new Evaluation(classes > USUAL ? USUAL : null);
    }
}
