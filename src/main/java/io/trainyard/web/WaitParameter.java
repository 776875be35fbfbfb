package io.trainyard.web;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a request may wait: 30s, 500ms or 1m. */
final class WaitParameter {

    private static final Pattern FORMAT = Pattern.compile("(\\d{1,6})(ms|s|m)");
    private static final Duration MOST = Duration.ofMinutes(1);

    private WaitParameter() {}

    static Duration parse(String text) {
        Matcher parts = FORMAT.matcher(text);
        if (parts.matches()) {
            Duration wait = duration(Long.parseLong(parts.group(1)), parts.group(2));
            if (wait.compareTo(MOST) <= 0) {
                return wait;
            }
        }
        throw Problem.invalidParameters(List.of(ProblemError.inQuery(
                        "wait",
                        "out_of_range",
                        "wait is \"%s\", but must be a time of at most a minute, such as 30s or 500ms."
                                .formatted(text))))
                .exception();
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
