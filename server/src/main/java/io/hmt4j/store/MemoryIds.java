package io.hmt4j.store;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Ids of memories: 26 characters of base 32, 130 random bits, so that nobody guesses one. */
final class MemoryIds {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 26;
    private static final Pattern SHAPE = Pattern.compile("[a-z2-7]{" + LENGTH + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private MemoryIds() {}

    static String next() {
        StringBuilder id = new StringBuilder(LENGTH);
        RANDOM.ints(LENGTH, 0, ALPHABET.length()).forEach(digit -> id.append(ALPHABET.charAt(digit)));
        return id.toString();
    }

    static boolean isId(String text) {
        return SHAPE.matcher(text).matches();
    }
}
