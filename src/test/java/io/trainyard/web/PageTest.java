package io.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The page as files: what a browser is sent, and how long it may keep it. */
class PageTest extends WebServerTest {

    private static final int FIRST_VIEW_BYTES = 300_000;
    private static final Pattern ADDRESS =
            Pattern.compile("(?:href|src)=\"([^\"#]+\\.[a-z0-9]+)\"|\"\\./(lib/[^\"]+\\.js)\"");
    private static final Pattern IMPORT = Pattern.compile("(?:from|import) '(\\.[^']+)'");

    @Test
    void the_entry_is_asked_for_each_time_and_has_not_changed() throws Exception {
        HttpResponse<String> entry = get("/");
        String etag = entry.headers().firstValue("ETag").orElseThrow();

        assertThat(entry.statusCode()).isEqualTo(200);
        assertThat(entry.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(send(request("/").header("If-None-Match", etag)).statusCode())
                .isEqualTo(304);
    }

    @Test
    void the_content_policy_allows_no_foreign_code() throws Exception {
        String policy = get("/").headers().firstValue("Content-Security-Policy").orElseThrow();

        assertThat(policy)
                .contains("default-src 'none'", "script-src 'self' 'sha256-", "style-src 'self';")
                .doesNotContain("unsafe", "http:", "https:", "*");
    }

    @Test
    void whatever_the_entry_names_is_there_and_may_be_kept_for_ever() throws Exception {
        List<String> addresses = addressesIn(get("/").body());

        assertThat(addresses).hasSizeGreaterThan(20);
        for (String address : addresses) {
            HttpResponse<String> file = get("/" + address);
            assertThat(file.statusCode()).as(address).isEqualTo(200);
            assertThat(file.headers().firstValue("Cache-Control").orElse(""))
                    .as(address)
                    .contains("immutable", "max-age=31536000");
        }
    }

    @Test
    void the_first_view_is_small() throws Exception {
        String entry = get("/").body();
        List<String> files = new ArrayList<>(addressesIn(entry).stream()
                .filter(address -> !address.contains("codemirror")
                        && !address.contains("lezer")
                        && !address.startsWith("lib/json"))
                .toList());
        String app = files.stream()
                .filter(file -> file.endsWith("app.js"))
                .findFirst()
                .orElseThrow();
        importsOf(app, files);
        int bytes = 0;
        for (String file : files) {
            bytes += compressed(file);
        }

        assertThat(files).anyMatch(file -> file.endsWith("jobs/jobs-page.js"));
        assertThat(bytes).isBetween(50_000, FIRST_VIEW_BYTES);
    }

    private static List<String> addressesIn(String entry) {
        return ADDRESS.matcher(entry)
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .toList();
    }

    /** Adds what a module of ours imports at once, and what that imports. */
    private void importsOf(String module, List<String> files) throws IOException, InterruptedException {
        List<String> imports = IMPORT.matcher(get("/" + module).body())
                .results()
                .map(match -> resolve(module, match))
                .filter(file -> !files.contains(file))
                .distinct()
                .toList();
        files.addAll(imports);
        for (String file : imports) {
            importsOf(file, files);
        }
    }

    private static String resolve(String module, MatchResult match) {
        return URI.create("/" + module).resolve(match.group(1)).getPath().substring(1);
    }

    private int compressed(String file) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = download(request("/" + file).header("Accept-Encoding", "gzip"));
        assertThat(response.statusCode()).as(file).isEqualTo(200);
        if (response.headers().firstValue("Content-Encoding").isPresent()) {
            assertThat(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
                    .isNotEmpty();
        }
        return response.body().length;
    }
}
