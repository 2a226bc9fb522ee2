package io.hmt4j.data;

import io.hmt4j.tokenizer.EncodedText;
import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.Tokenizer;
import java.util.List;

/**
 * A document as text, with positions in UTF-16 characters.
 *
 * @param id what messages and results call it, such as file and line
 * @param answers the stretches that are answers, in order, without overlap
 * @param evidence where answers are stated, in the order of their positions
 */
public record TextDocument(String id, String text, List<Span> answers, List<Evidence> evidence) {

    public TextDocument {
        answers = List.copyOf(answers);
        evidence = List.copyOf(evidence);
    }

    /** A text of which nothing is known. */
    public static TextDocument plain(String id, String text) {
        return new TextDocument(id, text, List.of(), List.of());
    }

    /** In the tokens of a model; what is known of characters is known of the tokens that hold any of them. */
    public Document encode(Tokenizer tokenizer) {
        EncodedText encoded = tokenizer.encodeDocumentWithOffsets(text, SpecialTokens.AS_TEXT);
        Marks marks = new TokenPositions(encoded).of(this);
        return new Document(id, encoded.ids(), marks.answers(), marks.evidence());
    }
}
