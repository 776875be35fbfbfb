package io.trainyard.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Deque's axe-core: what would keep people with disabilities from using the page. */
final class Axe {

    private static final String SOURCE = read();

    private Axe() {}

    /** Serious and critical violations, each with its rule and the elements. */
    static List<String> serious(Browser browser) {
        browser.js(SOURCE);
        browser.js(
                "window.axeFound = null; axe.run(document, {resultTypes: ['violations']}).then(result => { window.axeFound ="
                        + " result.violations.filter(each => ['serious', 'critical'].includes(each.impact)).map(each => each.id + ': '"
                        + " + each.nodes.slice(0, 3).map(node => node.html.slice(0, 200) + ' ' + node.failureSummary).join(' | ')); });");
        browser.await("axe", "return window.axeFound !== null");
        return ((List<?>) browser.js("return window.axeFound"))
                .stream().map(Objects::toString).toList();
    }

    private static String read() {
        try (InputStream source = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(source).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("axe.min.js cannot be read.", e);
        }
    }
}
