package io.hmt4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Versions of this command and of libraries that are no part of the engine. */
final class Versions {

    private static final String NOT_PACKAGED = "(not packaged)";
    private static final String TOKENIZERS = "/native/lib/tokenizers.properties";

    private Versions() {}

    /** The version of hmt4j. */
    static String hmt() {
        return orElse(Versions.class.getPackage().getImplementationVersion(), NOT_PACKAGED);
    }

    /** The version of the tokenizer library with its native part. */
    static String tokenizers() {
        Properties properties = new Properties();
        try (InputStream file = Versions.class.getResourceAsStream(TOKENIZERS)) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return orElse(properties.getProperty("version"), "unknown");
    }

    private static String orElse(@Nullable String version, String otherwise) {
        return version == null ? otherwise : version;
    }
}
