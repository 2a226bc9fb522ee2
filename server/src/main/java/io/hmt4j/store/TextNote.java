package io.hmt4j.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hmt4j.InputException;
import io.hmt4j.memory.Source;
import java.util.List;

/**
 * What is noted beside a text that waits to be read.
 *
 * @param name what its source will be called
 * @param added when its upload began, in milliseconds since 1970
 * @param whole whether its upload ended; a text that is not whole after a restart will never be
 * @param bytes its bytes, once it is whole
 * @param characters its characters in UTF-16 units, once it is whole
 * @param source its place among the memory's sources; -1 until its reading begins
 */
record TextNote(
        @JsonProperty("name") String name,
        @JsonProperty("added") long added,
        @JsonProperty("whole") boolean whole,
        @JsonProperty("bytes") long bytes,
        @JsonProperty("characters") long characters,
        @JsonProperty("source") int source) {

    static final int NOT_BEGUN = -1;

    TextNote {
        if (name == null || bytes < 0 || characters < 0 || source < NOT_BEGUN) {
            throw new InputException("the note of a text that waits is damaged");
        }
    }

    TextNote whole(long wholeBytes, long wholeCharacters) {
        return new TextNote(name, added, true, wholeBytes, wholeCharacters, source);
    }

    /** Its reading begins, into a memory with these sources. */
    TextNote begun(List<Source> sources) {
        return new TextNote(Names.distinct(name, sources), added, whole, bytes, characters, sources.size());
    }

    /** Whether a memory with these sources holds all of it: the crash came before it was removed. */
    boolean isFinishedIn(List<Source> sources) {
        return source != NOT_BEGUN
                && sources.size() > source
                && (sources.size() > source + 1 || sources.get(source).complete());
    }
}
