package io.trainyard.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes on which it depends what Java's compiler puts into callers; on the wrong side convolutions took 1.1 to 1.5 of the time. */
class InliningTest {

    /** Java's option {@code FreqInlineSize}, on this platform and in these versions. */
    private static final int LIMIT = 325;

    private static final Pattern METHOD = Pattern.compile("^  \\S.* (\\w+)\\(.*\\);$");
    private static final Pattern LAST = Pattern.compile("^ +(\\d+): return$");

    @Test
    void who_chooses_a_transform_is_put_into_callers() {
        assertThat(sizes("Transform"))
                .hasEntrySatisfying("apply", InliningTest::isShort)
                .hasEntrySatisfying("applyLarge", InliningTest::isShort);
    }

    private static void isShort(int size) {
        assertThat(size).isLessThanOrEqualTo(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LargeTransforms",
                "QuintupleTransforms",
                "MiddleTransforms",
                "LongTransforms",
                "StridedTransforms",
                "SevenTaps",
                "WideTransposition"
            })
    void loops_of_transforms_are_not(String name) {
        Map<String, Integer> sizes = sizes(name);
        sizes.values().removeIf(size -> size < LIMIT / 2); // these only choose between columns and rows

        assertThat(sizes)
                .isNotEmpty()
                .allSatisfy((method, size) -> assertThat(size).as(method).isGreaterThan(LIMIT));
    }

    /** Bytecodes by method. */
    private static Map<String, Integer> sizes(String name) {
        Optional<ToolProvider> javap = ToolProvider.findFirst("javap");
        assumeThat(javap).as("javap, a tool of the JDK").isPresent();
        StringWriter text = new StringWriter();
        String file = Transform.class.getResource(name + ".class").getPath();
        javap.get().run(new PrintWriter(text), new PrintWriter(text), "-c", "-p", file);
        Map<String, Integer> sizes = new LinkedHashMap<>();
        String method = "";
        for (String line : text.toString().split("\n")) {
            Matcher begin = METHOD.matcher(line);
            method = begin.matches() ? begin.group(1) : method;
            Matcher last = LAST.matcher(line);
            if (last.matches()) {
                sizes.put(method, Integer.parseInt(last.group(1)) + 1);
            }
        }
        return sizes;
    }
}
