package io.hmt4j.data;

import io.hmt4j.tokenizer.EncodedText;
import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A document as text, with positions in UTF-16 characters.
 *
 * @param id what messages and results call it, such as file and line
 * @param answers the stretches that are answers, in order, without overlap
 * @param evidence where answers are stated, in the order of their positions
 * @param endsWithAnswer whether its last answer, which then reaches to its end, was asked for: what ends a generation is
 *     learnt with it
 */
public record TextDocument(
        String id, String text, List<Span> answers, List<Evidence> evidence, boolean endsWithAnswer) {

    private static final String LINE_END = "\n";

    public TextDocument {
        answers = List.copyOf(answers);
        evidence = List.copyOf(evidence);
        boolean reachesEnd =
                !answers.isEmpty() && answers.get(answers.size() - 1).to() == text.length();
        if (endsWithAnswer && !reachesEnd) {
            throw new IllegalArgumentException(id + ": ends with an answer, but none reaches to its end");
        }
    }

    /** A text of which nothing is known. */
    public static TextDocument plain(String id, String text) {
        return new TextDocument(id, text, List.of(), List.of(), false);
    }

    /**
     * In the tokens of a model; what is known of characters is known of the tokens that hold any of them. Behind an answer
     * that ends the document stands the tokenizer's EOS, or a line's end where it has none, as part of the answer.
     */
    public Document encode(Tokenizer tokenizer) {
        OptionalInt eos = tokenizer.eosId();
        String whole = endsWithAnswer && eos.isEmpty() ? text + LINE_END : text;
        EncodedText encoded = tokenizer.encodeDocumentWithOffsets(whole, SpecialTokens.AS_TEXT);
        if (endsWithAnswer && eos.isPresent()) {
            encoded = withEnd(encoded, eos.getAsInt());
        }
        Marks marks = new TokenPositions(encoded).of(endsWithAnswer ? answeringItsEnd() : this);
        return new Document(id, encoded.ids(), marks.answers(), marks.evidence());
    }

    /** With a token behind the last that stands for one more character. */
    private EncodedText withEnd(EncodedText encoded, int token) {
        return new EncodedText(
                appended(encoded.ids(), token),
                appended(encoded.starts(), text.length()),
                appended(encoded.ends(), text.length() + 1));
    }

    private static int[] appended(int[] values, int last) {
        int[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = last;
        return longer;
    }

    /** The same where the last answer covers the one character more that ends it. */
    private TextDocument answeringItsEnd() {
        List<Span> longer = new ArrayList<>(answers);
        int last = longer.size() - 1;
        longer.set(last, new Span(longer.get(last).from(), text.length() + 1));
        return new TextDocument(id, text, longer, evidence, false);
    }
}
