package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hmt4j.tensor.Tensors;

/** What it means for two memories to be the same. */
final class MemoryAssert {

    private MemoryAssert() {}

    /** Same counts and tokens; vectors and keys to the last bit. */
    static void assertIdentical(DocumentMemory actual, DocumentMemory expected) {
        assertClose(actual, expected, 0);
    }

    /** Same counts and tokens; vectors and keys within a tolerance. */
    static void assertClose(DocumentMemory actual, DocumentMemory expected, float tolerance) {
        assertThat(actual.tokens()).isEqualTo(expected.tokens());
        assertThat(actual.segments()).isEqualTo(expected.segments());
        assertThat(actual.memories()).isEqualTo(expected.memories());
        assertThat(actual.tail()).isEqualTo(expected.tail());
        assertThat(actual.pending().copy()).isEqualTo(expected.pending().copy());
        if (!expected.bank().isEmpty()) {
            float[] vectors = Tensors.toFloats(actual.bank().vectors());
            assertThat(vectors).containsExactly(Tensors.toFloats(expected.bank().vectors()), within(tolerance));
        }
    }
}
