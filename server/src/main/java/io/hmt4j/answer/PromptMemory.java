package io.hmt4j.answer;

import io.hmt4j.memory.DocumentMemory;

/**
 * A memory into which a prompt was read. Owns the memory until it is closed.
 *
 * @param cached tokens of the prompt that were known before
 * @param done tokens of the prompt that are read, the known ones included
 * @param whole whether that is all of them: not if the reading was cancelled
 * @param closed the segments that were closed, where the memory is to be kept
 */
record PromptMemory(DocumentMemory memory, int cached, int done, boolean whole, ClosedSegments closed)
        implements AutoCloseable {

    @Override
    public void close() {
        memory.close();
    }
}
