package io.trainyard.web.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.util.StreamUtils;

/**
 * The page's files on the class path. They are served below a folder named after their content, so that a browser may keep
 * them for ever: another release has another folder.
 */
@Component
class PageFiles {

    static final String LOCATION = "classpath:/page/";

    private static final int VERSION_DIGITS = 12;

    private final String version;

    PageFiles() throws IOException {
        this.version = version();
    }

    /** The folder, with its slashes. */
    String path() {
        return "/page/" + version + "/";
    }

    /** The entry, its addresses pointing into {@link #path}. */
    String entry() throws IOException {
        Resource entry = new PathMatchingResourcePatternResolver().getResource(LOCATION + "index.html");
        return entry.getContentAsString(StandardCharsets.UTF_8).replace("\"page/", "\"" + path().substring(1));
    }

    private static String version() throws IOException {
        MessageDigest digest = sha256();
        Resource[] files = new PathMatchingResourcePatternResolver().getResources(LOCATION + "**/*.*");
        Arrays.sort(files, Comparator.comparing(Resource::getDescription));
        for (Resource file : files) {
            try (var content = file.getInputStream()) {
                digest.update(StreamUtils.copyToByteArray(content));
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
