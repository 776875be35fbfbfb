package io.trainyard.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** TRACE and OPTIONS, where the servlet's answers are wrong: it would echo the one, and send empty headers to the other. */
@Component
class MethodFilter extends OncePerRequestFilter {

    private static final String ACCEPT_PATCH = "Accept-Patch";

    private final RequestMappingHandlerMapping mapping;
    private final HandlerExceptionResolver resolver;

    MethodFilter(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
        this.mapping = mapping;
        this.resolver = resolver;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (request.getMethod()) {
            case "TRACE" -> resolver.resolveException(request, response, null, refusal(request));
            case "OPTIONS" -> chain.doFilter(request, new WithoutEmptyAcceptPatch(response));
            default -> chain.doFilter(request, response);
        }
    }

    /** No handler takes TRACE, so the search for one ends with the methods that there are. */
    private Exception refusal(HttpServletRequest request) {
        try {
            ServletRequestPathUtils.parseAndCache(request);
            mapping.getHandler(request);
        } catch (Exception e) {
            return e;
        }
        return new HttpRequestMethodNotSupportedException(request.getMethod(), List.of("GET", "HEAD"));
    }

    private static final class WithoutEmptyAcceptPatch extends HttpServletResponseWrapper {

        WithoutEmptyAcceptPatch(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addHeader(String name, String value) {
            if (!value.isEmpty() || !name.equalsIgnoreCase(ACCEPT_PATCH)) {
                super.addHeader(name, value);
            }
        }
    }
}
