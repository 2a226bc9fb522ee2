package io.hmt4j.checkpoint;

import io.hmt4j.tensor.DType;
import java.util.List;

/**
 * What the header of a safetensors file says of one tensor.
 *
 * @param name name in the checkpoint
 * @param type number format
 * @param shape sizes of the dimensions, outermost first; empty for a scalar
 * @param begin first byte, counted from the start of the data section
 * @param end byte after the last one
 */
record TensorEntry(String name, DType type, List<Long> shape, long begin, long end) {

    TensorEntry {
        shape = List.copyOf(shape);
    }

    long bytes() {
        return end - begin;
    }

    TensorEntry movedTo(long newBegin) {
        return new TensorEntry(name, type, shape, newBegin, newBegin + bytes());
    }

    long[] dimensions() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
