package io.hmt4j.cli;

import java.nio.charset.StandardCharsets;

/** What the locale says of the terminal. */
final class Locales {

    private Locales() {}

    /** Whether it shows characters beyond ASCII. */
    static boolean hasUtf8() {
        return StandardCharsets.UTF_8.name().equals(System.getProperty("sun.jnu.encoding"));
    }
}
