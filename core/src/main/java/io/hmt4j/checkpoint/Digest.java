package io.hmt4j.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over parts, each preceded by its length: no two lists of parts are hashed alike. */
final class Digest {

    private final MessageDigest sha256;

    Digest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    Digest add(String text) {
        return add(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    Digest add(Fingerprint fingerprint) {
        return add(fingerprint.hex());
    }

    Digest add(ByteBuffer bytes) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes.remaining()).flip());
        sha256.update(bytes);
        return this;
    }

    Fingerprint finish() {
        return new Fingerprint(HexFormat.of().formatHex(sha256.digest()));
    }
}
