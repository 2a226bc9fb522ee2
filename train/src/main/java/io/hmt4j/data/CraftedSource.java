package io.hmt4j.data;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Documents made from those of another source, which it owns. Its position is the other's: nothing is kept between two documents. */
abstract class CraftedSource implements DocumentSource {

    private final DocumentSource source;

    CraftedSource(DocumentSource source) {
        this.source = source;
    }

    /** Where the documents come from. */
    final DocumentSource source() {
        return source;
    }

    @Override
    public final ObjectNode position() {
        return source.position();
    }

    @Override
    public final void seek(ObjectNode position) {
        source.seek(position);
    }

    @Override
    public final void close() {
        source.close();
    }
}
