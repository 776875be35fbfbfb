package io.trainyard.worker;

import java.nio.file.Path;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A server that runs already has this folder for its home. */
final class HomeInUseException extends RuntimeException {

    HomeInUseException(Path home) {
        super("Another server uses trainyard.home=%s.".formatted(home));
    }

    /** Shows it without the stack of beans that could not be made. */
    static final class Analyzer extends AbstractFailureAnalyzer<HomeInUseException> {

        @Override
        protected FailureAnalysis analyze(Throwable root, HomeInUseException cause) {
            String action = "Stop it, or give this one a folder of its own with --trainyard.home.";
            return new FailureAnalysis(cause.getMessage(), action, cause);
        }
    }
}
