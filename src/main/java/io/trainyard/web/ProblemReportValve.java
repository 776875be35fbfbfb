package io.trainyard.web;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Answers for requests that Tomcat refuses before they reach the application: an illegal URI, an oversized header. */
public class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int code = response.getStatus();
        if (code < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus status = HttpStatus.resolve(code);
        String title = status == null ? "Error" : status.getReasonPhrase();
        try {
            response.setContentType("application/problem+json");
            response.setCharacterEncoding("utf-8");
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write("""
                        {"type":"urn:trainyard:problem:bad_request","title":"%s","status":%d,\
                        "detail":"The request line or a header is not valid HTTP; encode reserved characters in the path and query.",\
                        "code":"bad_request"}""".formatted(title, code));
                response.finishResponse();
            }
        } catch (IOException e) {
            container.getLogger().debug("Client left before its error was reported", e);
        }
    }
}
