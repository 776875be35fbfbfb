package io.trainyard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.client.PackagedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A packaged server and a browser on it, for all tests of a class. Skipped where there is no Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PageRig {

    static final int[] WIDTHS = {390, 820, 1440};

    Path folder;
    PackagedServer server;
    Api api;
    Browser browser;

    /** The server's settings beside port and home. */
    abstract String[] settings();

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        Assumptions.assumeTrue(
                Browser.isInstalled(), "Skipped: no Chromium. apt-get install chromium chromium-driver brings it.");
        server = PackagedServer.start(folder, settings());
        api = new Api(server.uri());
        api.awaitStart();
        browser = Browser.on(server.uri(), folder.resolve("profile"));
        browser.size(1440, 900);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void the_console_is_silent() {
        if (browser != null) {
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** What is seen now at every width, light and dark; nothing may stick out to the side. */
    void screenshots(String name) throws IOException {
        for (int width : WIDTHS) {
            for (String theme : List.of("light", "dark")) {
                browser.size(width, 900).theme(theme);
                browser.await("the new size", "return innerWidth === arguments[0]", width);
                browser.screenshot("%s-%d-%s".formatted(name, width, theme));
                assertThat(browser.js(
                                "return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                        .as("%s at %d px is wider than the screen by", name, width)
                        .isEqualTo(0L);
            }
        }
        browser.size(1440, 900).theme("light");
    }

    void isAccessible(String what) {
        for (String theme : List.of("light", "dark")) {
            browser.theme(theme);
            assertThat(Axe.serious(browser)).as("%s, %s", what, theme).isEmpty();
        }
        browser.theme("light");
    }
}
