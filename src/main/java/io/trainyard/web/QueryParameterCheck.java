package io.trainyard.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.MethodParameter;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses query parameters that an operation does not know: a misspelt filter must not answer with everything. */
class QueryParameterCheck implements HandlerInterceptor {

    private static final Set<String> REPEATABLE = Set.of("status", "label");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && isOurs(method)) {
            List<ProblemError> errors = check(request, known(method));
            errors.addAll(empty(request, method));
            if (!errors.isEmpty()) {
                throw Problem.invalidParameters(errors).exception();
            }
        }
        return true;
    }

    private static boolean isOurs(HandlerMethod method) {
        String ours = QueryParameterCheck.class.getPackageName();
        String theirs = method.getBeanType().getPackageName();
        return theirs.equals(ours) || theirs.startsWith(ours + ".");
    }

    private static Set<String> known(HandlerMethod method) {
        Set<String> names = new TreeSet<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
            if (query != null && !query.name().isEmpty()) {
                names.add(query.name());
            }
        }
        Operation operation = method.getMethodAnnotation(Operation.class);
        if (operation != null) {
            Arrays.stream(operation.parameters()).map(Parameter::name).forEach(names::add);
        }
        return names;
    }

    private static List<ProblemError> check(HttpServletRequest request, Set<String> known) {
        List<ProblemError> errors = new ArrayList<>();
        request.getParameterMap().forEach((name, values) -> {
            if (request instanceof MultipartHttpServletRequest form && form.getMultipartHeaders(name) != null) {
                errors.add(ProblemError.inQuery(name, "not_a_file", notAFile(name)));
            } else if (!known.contains(name)) {
                errors.add(ProblemError.inQuery(name, "unknown_parameter", unknown(request, name, known)));
            } else if (values.length > 1 && !REPEATABLE.contains(name)) {
                errors.add(ProblemError.inQuery(
                        name, "repeated_parameter", "%s is given %d times.".formatted(name, values.length)));
            }
        });
        return errors;
    }

    /** Of a form's fields only those with text are parameters. */
    private static String notAFile(String name) {
        return "The form's field \"%s\" is text, as it has no filename; only the field \"image\" is read, as a file. With curl: -F 'image=@file.png'"
                .formatted(name);
    }

    /** Spring takes an empty value for none, and would go on with the default. */
    private static List<ProblemError> empty(HttpServletRequest request, HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .filter(parameter -> parameter.getParameterType() != MultiValueMap.class)
                .map(parameter -> Objects.requireNonNull(parameter.getParameterAnnotation(RequestParam.class))
                        .name())
                .filter(name -> "".equals(request.getParameter(name)))
                .map(name -> ProblemError.inQuery(name, "empty_value", "%s has no value.".formatted(name)))
                .toList();
    }

    private static String unknown(HttpServletRequest request, String name, Set<String> known) {
        String hint = known.isEmpty() ? "takes none" : "takes " + String.join(", ", known);
        return "There is no parameter \"%s\": %s %s %s."
                .formatted(name, request.getMethod(), Objects.requireNonNull(request.getRequestURI()), hint);
    }
}
