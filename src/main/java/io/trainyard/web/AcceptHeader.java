package io.trainyard.web;

import org.springframework.http.MediaType;

/** What a client would rather have. */
public final class AcceptHeader {

    private AcceptHeader() {}

    /** Whether the header names {@code one} with a higher quality than {@code other}. */
    public static boolean prefers(String accept, MediaType one, MediaType other) {
        return quality(accept, one) > quality(accept, other);
    }

    private static double quality(String accept, MediaType offered) {
        return MediaType.parseMediaTypes(accept).stream()
                .filter(range -> range.includes(new MediaType(offered.getType(), offered.getSubtype())))
                .reduce((a, b) -> b.isMoreSpecific(a) ? b : a)
                .map(MediaType::getQualityValue)
                .orElse(0.0);
    }
}
