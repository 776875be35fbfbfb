package io.trainyard.browser;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium, headless, on one page of one server. */
final class Browser implements AutoCloseable {

    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;
    private final URI server;

    private Browser(ChromeDriver driver, URI server) {
        this.driver = driver;
        this.server = server;
    }

    static boolean isInstalled() {
        return CHROMIUM.canExecute() && DRIVER.canExecute();
    }

    /** @param profile an empty folder */
    static Browser on(URI server, Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + profile.toAbsolutePath());
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.WARNING);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service =
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build();
        return new Browser(new ChromeDriver(service, options), server);
    }

    /** @param place what stands behind the #, as in {@code /jobs/job_1} */
    Browser open(String place) {
        driver.get(server + "/#" + place);
        // Another place on the same page loads nothing anew.
        driver.navigate().refresh();
        await("the page", "return document.querySelector('main h1, main h2') !== null");
        return this;
    }

    Browser size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    Browser theme(String theme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", theme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        return this;
    }

    Object js(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    String text(String selector) {
        try {
            return driver.findElement(By.cssSelector(selector)).getText();
        } catch (NoSuchElementException e) {
            return "";
        }
    }

    WebElement find(String selector) {
        await(selector, "return document.querySelector(arguments[0]) !== null", selector);
        return driver.findElement(By.cssSelector(selector));
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** The button or link that says so. */
    void press(String words) {
        String script = "return [...document.querySelectorAll('dialog[open] button, main button, main a')]"
                + ".filter(node => node.textContent.trim().startsWith(arguments[0]))";
        await("a button " + words, script + ".length > 0", words);
        js(script + "[0].click()", words);
    }

    /** Asks the page until it says yes. */
    void await(String what, String script, Object... arguments) {
        await(PATIENCE, what, script, arguments);
    }

    void await(Duration patience, String what, String script, Object... arguments) {
        long end = System.nanoTime() + patience.toNanos();
        while (!Boolean.TRUE.equals(driver.executeScript(script, arguments))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited in vain for %s. The page says:%n%s".formatted(what, text("main")));
            }
            pause();
        }
    }

    /** The whole page, however long, into target/screenshots. */
    void screenshot(String name) throws IOException {
        Object size = js("return document.documentElement.scrollHeight");
        Object width = js("return document.documentElement.clientWidth");
        Map<String, Object> answer = driver.executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", 0, "width", width, "height", size, "scale", 1)));
        Files.createDirectories(SCREENSHOTS);
        byte[] image = Base64.getDecoder().decode(answer.get("data").toString().getBytes(StandardCharsets.US_ASCII));
        Files.write(SCREENSHOTS.resolve(name + ".png"), image);
    }

    /** What the page's console has complained about since it was last asked. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the page.", e);
        }
    }
}
