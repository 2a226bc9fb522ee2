package io.hmt4j.answer;

import io.hmt4j.memory.DocumentMemory;
import java.util.List;

/**
 * A memory that holds a prompt and its answer. Owns the memory until it is closed.
 *
 * @param closed tokens of each segment that was closed on the way, the stored memory's open one included
 */
public record Kept(DocumentMemory memory, List<int[]> closed) implements AutoCloseable {

    public Kept {
        closed = List.copyOf(closed);
    }

    @Override
    public void close() {
        memory.close();
    }
}
