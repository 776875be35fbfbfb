package io.trainyard.job;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/**
 * Moments and ids that only ever grow within a server: a moment never comes twice, and an id is its moment followed by
 * random bits, in an alphabet that sorts as it counts.
 */
@Component
class Ids {

    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int MOMENT_CHARS = 11;
    private static final int RANDOM_CHARS = 11;

    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private Instant last = Instant.EPOCH;

    /** Now, in whole microseconds, and later than every moment given before. */
    synchronized Instant nextMoment() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        return last;
    }

    /** A number that no other call has given or will give. */
    long nextMicros() {
        return micros(nextMoment());
    }

    private static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    String id(String prefix, Instant moment) {
        return prefix + base32(micros(moment), MOMENT_CHARS) + base32(random.nextLong(), RANDOM_CHARS);
    }

    private static String base32(long bits, int chars) {
        char[] text = new char[chars];
        for (int i = chars - 1; i >= 0; i--) {
            text[i] = ALPHABET[(int) (bits & 31)];
            bits >>>= 5;
        }
        return new String(text);
    }
}
