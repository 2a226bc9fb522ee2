package io.hmt4j.store;

import io.hmt4j.InputException;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.MemoryDescription;
import io.hmt4j.memory.Source;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a saved memory holds, in figures.
 *
 * @param damage why it cannot be opened; null where nothing is known to be wrong
 */
record Contents(
        String fingerprint,
        long tokens,
        long segments,
        int memories,
        List<Source> sources,
        @Nullable String damage) {

    Contents {
        sources = List.copyOf(sources);
    }

    static Contents of(DocumentMemory memory) {
        return new Contents(
                memory.fingerprint(), memory.tokens(), memory.segments(), memory.memories(), memory.sources(), null);
    }

    /** What a folder's files say, without opening the memory. */
    static Contents of(Path folder) {
        try {
            MemoryDescription said = MemoryDescription.of(folder);
            return new Contents(
                    said.fingerprint(), said.tokens(), said.segments(), said.memories(), said.sources(), null);
        } catch (InputException e) {
            return damaged(Faults.inWords(e, folder));
        }
    }

    static Contents of(StoredMemory listed) {
        return new Contents(
                listed.fingerprint(), listed.tokens(), listed.segments(), listed.memories(), listed.sources(), null);
    }

    static Contents damaged(String reason) {
        return new Contents("", 0, 0, 0, List.of(), "the memory is damaged: " + reason);
    }

    /** Characters of its sources, without one of them. */
    long charactersWithout(int source) {
        long characters = 0;
        for (int i = 0; i < sources.size(); i++) {
            characters += i == source ? 0 : sources.get(i).characters();
        }
        return characters;
    }
}
