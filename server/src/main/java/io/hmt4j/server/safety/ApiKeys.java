package io.hmt4j.server.safety;

import io.hmt4j.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of a server, kept as digests: no message, log or dump shows them. */
public final class ApiKeys {

    /** No keys: everybody may ask. */
    public static final ApiKeys NONE = new ApiKeys(List.of());

    private static final int SHORTEST = 16;
    private static final int LONGEST = 512;

    private final List<byte[]> digests;

    private ApiKeys(List<byte[]> digests) {
        this.digests = List.copyOf(digests);
    }

    /**
     * Keys from lines; empty ones and comments (#) are left out.
     *
     * @param source what messages call it: a file, a variable
     * @throws InputException if there is none, or one is too short or not of printable ASCII
     */
    public static ApiKeys of(List<String> lines, String source) {
        List<String> keys = lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (keys.isEmpty()) {
            throw new InputException(
                    source + " holds no API key; a key is a line of at least " + SHORTEST + " letters and digits");
        }
        for (String key : keys) {
            if (key.length() < SHORTEST
                    || key.length() > LONGEST
                    || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw new InputException(source + ": a key is not fit; allowed: " + SHORTEST + " to " + LONGEST
                        + " letters, digits and signs, without spaces");
            }
        }
        return new ApiKeys(keys.stream().map(ApiKeys::digest).toList());
    }

    /** Keys from a file, a key a line. */
    public static ApiKeys ofFile(Path file) {
        try {
            return of(Files.readAllLines(file), file.toString());
        } catch (IOException e) {
            throw new InputException(file + " cannot be read; it has to be a text file with an API key a line", e);
        }
    }

    /** Whether there are any: without, everybody may ask. */
    public boolean required() {
        return !digests.isEmpty();
    }

    /** Whether a key is one of these, in a time that does not depend on what is wrong with it. */
    public boolean accept(@Nullable String key) {
        byte[] given = digest(key == null ? "" : key);
        boolean accepted = false;
        for (byte[] digest : digests) {
            accepted |= MessageDigest.isEqual(digest, given);
        }
        return accepted;
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return digests.size() + " API keys";
    }
}
