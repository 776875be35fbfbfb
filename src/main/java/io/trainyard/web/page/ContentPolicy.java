package io.trainyard.web.page;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Content-Security-Policy of the page: nothing but this server's own files and API. The import map has to stand in the
 * entry itself, so it is allowed by its hash; there is no other inline script and no inline style.
 */
final class ContentPolicy {

    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private ContentPolicy() {}

    static String of(String entry) {
        Matcher map = IMPORT_MAP.matcher(entry);
        if (!map.find()) {
            throw new IllegalStateException("page/index.html has no import map.");
        }
        byte[] hash = PageFiles.sha256().digest(map.group(1).getBytes(StandardCharsets.UTF_8));
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'",
                "style-src 'self'",
                "font-src 'self'",
                "img-src 'self' data: blob:",
                "connect-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'");
    }
}
