package io.hmt4j.store;

import io.hmt4j.tokenizer.StreamingDecoder;
import io.hmt4j.tokenizer.Tokenizer;

/** The text of one segment out of a document: a character whose bytes began in the segment before stands whole in it. */
final class SegmentDecoder {

    /** No character has more bytes, and so tokens, before its last; and a word's first token keeps its blank. */
    private static final int CONTEXT = 16;

    private SegmentDecoder() {}

    static String decode(Tokenizer tokenizer, int[] before, int[] segment) {
        StreamingDecoder decoder = tokenizer.streamingDecoder(true);
        for (int i = Math.max(0, before.length - CONTEXT); i < before.length; i++) {
            decoder.next(before[i]);
        }
        StringBuilder text = new StringBuilder();
        for (int id : segment) {
            text.append(decoder.next(id));
        }
        String rest = decoder.finish();
        return text.append(rest.indexOf('\uFFFD') < 0 ? rest : "").toString();
    }
}
