package io.trainyard.web.page;

import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The entry of the page, asked for anew each time: it names the versions of all the rest. */
@RestController
@Hidden
class PageController {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final String entry;
    private final String etag;
    private final String policy;

    PageController(PageFiles files) throws IOException {
        this.entry = files.entry();
        // Weak: what is sent may be compressed.
        this.etag = "W/\"" + DigestUtils.md5DigestAsHex(entry.getBytes(StandardCharsets.UTF_8)) + "\"";
        this.policy = ContentPolicy.of(entry);
    }

    @GetMapping({"/", "/index.html"})
    ResponseEntity<String> entry() {
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noCache())
                .eTag(etag)
                .header("Content-Security-Policy", policy)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .body(entry);
    }
}
