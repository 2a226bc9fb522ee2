package io.hmt4j.tokenizer.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;

/** The test resources under {@code /chat}, described in their README. */
public final class Fixtures {

    /** The time when the fixtures were made. */
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2024-07-05T09:03:07.000042Z"), ZoneOffset.UTC);

    public static final ObjectMapper JSON = new ObjectMapper();

    private Fixtures() {}

    public static JsonNode json(String name) {
        try {
            return JSON.readTree(text(name));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static String text(String name) {
        try (InputStream stream = Objects.requireNonNull(Fixtures.class.getResourceAsStream("/chat/" + name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
