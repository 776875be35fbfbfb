package io.trainyard.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.springframework.http.HttpHeaders;

/**
 * Lets {@code If-None-Match: *} mean the tag that the answer has, whichever it is (RFC 9110, section 13.1.2): Spring takes
 * no notice of the star in a GET.
 */
public final class AnyTagRequest extends HttpServletRequestWrapper {

    private final HttpServletResponse response;

    public AnyTagRequest(HttpServletRequest request, HttpServletResponse response) {
        super(request);
        this.response = response;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String tag = response.getHeader(HttpHeaders.ETAG);
        boolean any = name.equalsIgnoreCase(HttpHeaders.IF_NONE_MATCH) && "*".equals(getHeader(name));
        return any && tag != null ? Collections.enumeration(List.of(tag)) : super.getHeaders(name);
    }
}
