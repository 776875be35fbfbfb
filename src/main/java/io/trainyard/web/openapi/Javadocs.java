package io.trainyard.web.openapi;

import com.github.therapi.runtimejavadoc.ClassJavadoc;
import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentElement;
import com.github.therapi.runtimejavadoc.CommentText;
import com.github.therapi.runtimejavadoc.InlineLink;
import com.github.therapi.runtimejavadoc.InlineTag;
import com.github.therapi.runtimejavadoc.ParamJavadoc;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A record's Javadoc as the compiler found it, in words of the OpenAPI document.
 *
 * @param text of the whole; empty if there is none
 * @param components by the name of the component; those without a comment are left out
 */
record Javadocs(String text, Map<String, String> components) {

    static Javadocs of(Class<?> type) {
        ClassJavadoc doc = RuntimeJavadoc.getJavadoc(type);
        return new Javadocs(
                sentence(doc.getComment()),
                doc.getRecordComponents().stream()
                        .filter(component -> !sentence(component.getComment()).isEmpty())
                        .collect(Collectors.toMap(ParamJavadoc::getName, param -> sentence(param.getComment()))));
    }

    private static String sentence(Comment comment) {
        String text = StreamSupport.stream(comment.spliterator(), false)
                .map(Javadocs::plain)
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ")
                .strip();
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String plain(CommentElement element) {
        if (element instanceof InlineTag tag) {
            return "`" + tag.getValue() + "`";
        } else if (element instanceof InlineLink link) {
            return link.getLink().getLabel();
        }
        return element instanceof CommentText text ? text.getValue() : "";
    }
}
