package io.trainyard.client;

import java.net.URI;

/** What to try after the quickstart. */
final class NextSteps {

    private NextSteps() {}

    static String text(RunningServer server, String jobId) {
        return """

                What next?
                  The page       %1$s/
                  The API        %1$s/swagger-ui
                  The metrics    curl %1$s/api/v1/jobs/%2$s/metrics
                  A real run     curl -H 'Content-Type: application/json' -d @docs/examples/cifar10-vgg.json %1$s/api/v1/jobs
                  Stop           %3$s""".formatted(server.uri(), jobId, stop(server));
    }

    static String jobGoesOn(URI job) {
        return """

                The job goes on in the server.
                  Look at it     curl %1$s
                  Cancel it      curl -X POST %1$s/cancel""".formatted(job);
    }

    static String otherPort(URI server) {
        return "If something else uses port %d, stop it or choose another port: SERVER_PORT=%d ./quickstart"
                .formatted(server.getPort(), server.getPort() + 1);
    }

    private static String stop(RunningServer server) {
        return server.pid()
                .map(pid -> "kill " + pid + "   (the server's log is " + server.log() + ")")
                .orElse("where the server was started");
    }
}
