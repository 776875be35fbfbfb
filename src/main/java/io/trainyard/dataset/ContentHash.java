package io.trainyard.dataset;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a data set's content. */
final class ContentHash {

    private ContentHash() {}

    /** Over the training pixels, training labels, test pixels, test labels, each as it lies in memory; hex. */
    static String sha256(Images train, Images test) {
        MessageDigest digest = sha256();
        digest.update(train.pixels());
        digest.update(train.labels());
        digest.update(test.pixels());
        digest.update(test.labels());
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
