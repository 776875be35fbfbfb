package io.trainyard.web.picture;

import io.trainyard.web.IntRange;
import java.time.Duration;
import org.springframework.http.CacheControl;

/** What all pictures have in common. */
public final class Pictures {

    public static final IntRange SCALE = new IntRange("scale", 1, 8);

    /** Their content changes only where somebody replaces a data set's files. */
    public static final CacheControl CACHING = CacheControl.maxAge(Duration.ofHours(1));

    private Pictures() {}
}
