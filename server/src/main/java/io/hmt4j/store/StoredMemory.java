package io.hmt4j.store;

import io.hmt4j.memory.Source;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored memory, as it was last saved.
 *
 * @param id its name in the store: 26 characters of a to z and 2 to 7
 * @param name what the user called it
 * @param fingerprint identity of the model and memory parameters that made it
 * @param failure why it could not be read further, in words; null unless the state is {@link MemoryState#FAILED}
 * @param tokens tokens read
 * @param segments segments closed
 * @param memories memories in the bank
 * @param bytes bytes on disk, with the texts that wait to be read
 * @param created when it was made or imported
 * @param sources the texts that were read, in their order
 */
public record StoredMemory(
        String id,
        String name,
        String fingerprint,
        MemoryState state,
        @Nullable String failure,
        long tokens,
        long segments,
        int memories,
        long bytes,
        Instant created,
        List<Source> sources) {

    public StoredMemory {
        sources = List.copyOf(sources);
    }
}
