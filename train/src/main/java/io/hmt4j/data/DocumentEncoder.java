package io.hmt4j.data;

import io.hmt4j.tokenizer.EncodedText;
import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.StreamingEncoder;
import io.hmt4j.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes documents into a file of tokens. Names of special tokens that stand in a text are text like any other; in a
 * conversation, which the chat template has written with the tokens around each turn, they are those tokens.
 */
final class DocumentEncoder {

    /** So many characters wait until they are encoded together. */
    private static final int BATCH = 1 << 20;

    private final Tokenizer tokenizer;
    private final TokenFileWriter out;
    private final List<RawText.Whole> waiting = new ArrayList<>();
    private int waitingCharacters;

    DocumentEncoder(Tokenizer tokenizer, TokenFileWriter out) {
        this.tokenizer = tokenizer;
        this.out = out;
    }

    /** Takes a document. Texts in memory are gathered and encoded by all processors. */
    void write(RawText text) throws IOException {
        if (text instanceof RawText.Whole whole) {
            waiting.add(whole);
            waitingCharacters += whole.document().text().length();
            if (waitingCharacters >= BATCH) {
                flush();
            }
        } else if (text instanceof RawText.Streamed streamed) {
            flush();
            writeStreamed(streamed.number(), streamed.text());
        }
    }

    /** Writes what waits. */
    void flush() throws IOException {
        List<Encoded> all = waiting.parallelStream().map(this::encoded).toList();
        for (Encoded document : all) {
            out.add(document.ids());
            out.endDocument(document.number(), document.marks());
        }
        waiting.clear();
        waitingCharacters = 0;
    }

    @SuppressWarnings("ArrayRecordComponent") // a value that travels, never compared
    private record Encoded(long number, int[] ids, Marks marks) {}

    private Encoded encoded(RawText.Whole whole) {
        TextDocument document = whole.document();
        boolean marked = !document.answers().isEmpty() || !document.evidence().isEmpty();
        if (!marked) {
            int[] ids = whole.rendered()
                    ? tokenizer.encode(document.text(), SpecialTokens.RECOGNISED)
                    : tokenizer.encodeDocument(document.text(), SpecialTokens.AS_TEXT);
            return new Encoded(whole.number(), ids, Marks.NONE);
        }
        if (whole.rendered()) {
            EncodedText encoded = tokenizer.encodeWithOffsets(document.text(), SpecialTokens.RECOGNISED);
            return new Encoded(whole.number(), encoded.ids(), new TokenPositions(encoded).of(document));
        }
        Document encoded = document.encode(tokenizer);
        return new Encoded(whole.number(), encoded.tokens(), Marks.of(encoded));
    }

    private void writeStreamed(long number, Reader text) throws IOException {
        StreamingEncoder encoder = tokenizer.stream(text, SpecialTokens.AS_TEXT);
        out.add(tokenizer.documentStartIds());
        for (int[] ids = encoder.next(); ids.length > 0; ids = encoder.next()) {
            out.add(ids);
        }
        out.endDocument(number, Marks.NONE);
    }
}
