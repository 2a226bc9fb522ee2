package io.hmt4j.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hmt4j.InputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of a memory that the memory itself does not, {@code about.json}.
 *
 * @param formatVersion version of the format, 1
 * @param name what the user called it
 * @param created when it was made or imported, as ISO 8601 has it
 * @param failure why a text could not be read to its end; null where all went well
 */
record About(
        @JsonProperty("format_version") int formatVersion,
        @JsonProperty("name") String name,
        @JsonProperty("created") String created,
        @JsonProperty("failure") @Nullable String failure) {

    static final String FILE = "about.json";

    private static final int FORMAT_VERSION = 1;

    private static final AtomicLong LAST_MILLIS = new AtomicLong();

    About {
        if (formatVersion != FORMAT_VERSION) {
            throw new InputException(FILE + ": format_version is " + formatVersion + "; allowed: " + FORMAT_VERSION);
        }
        if (name == null || !Names.isAllowed(name)) {
            throw new InputException(FILE + ": the name is missing or not allowed");
        }
        try {
            Instant.parse(String.valueOf(created));
        } catch (DateTimeException e) {
            throw new InputException(FILE + ": created is no time", e);
        }
    }

    /** A memory made now. No two of a process are made in the same millisecond, so that they have an order. */
    static About now(String name) {
        long millis = LAST_MILLIS.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis()));
        return new About(FORMAT_VERSION, name, Instant.ofEpochMilli(millis).toString(), null);
    }

    /** As a catalogue that is up to date lists it. */
    static About of(StoredMemory listed) {
        return new About(FORMAT_VERSION, listed.name(), listed.created().toString(), listed.failure());
    }

    About withName(String changed) {
        return new About(formatVersion, changed, created, failure);
    }

    About withFailure(@Nullable String changed) {
        return new About(formatVersion, name, created, changed);
    }

    Instant createdAt() {
        return Instant.parse(created);
    }
}
