package io.hmt4j.facts;

import io.hmt4j.InputException;
import java.util.List;

/**
 * A text of whole segments without a question, and the facts it states: what an exam reads before it asks.
 *
 * @param segmentTokens tokens of a segment
 * @param tokens its ids, a multiple of segmentTokens; not changed by anybody
 * @param facts what it states, in the order of the text, each key once
 */
@SuppressWarnings("ArrayRecordComponent") // a value that travels, never compared
public record FactsDocument(int segmentTokens, int[] tokens, List<Fact> facts) {

    /** Keeps exam texts apart from training documents of the same seed. */
    private static final long STREAM = 1;

    public FactsDocument {
        facts = List.copyOf(facts);
    }

    /**
     * Writes a text; the same for the same settings, length and number.
     *
     * @param segments its length, 1 and more
     * @param number which of the texts of these settings
     */
    public static FactsDocument draw(FactsSettings settings, int segments, long number) {
        int most = Integer.MAX_VALUE / settings.segmentTokens();
        if (segments < 1 || segments > most) {
            throw new InputException("segments is " + segments + "; allowed: 1 to " + most);
        }
        FactsText text = new FactsText(
                segments * settings.segmentTokens(), settings, FactsKeys.all(), settings.random(STREAM, number));
        text.fill(text.tokens().length);
        return new FactsDocument(settings.segmentTokens(), text.tokens(), text.facts());
    }

    /** Its length in segments. */
    public int segments() {
        return tokens.length / segmentTokens;
    }

    /** How many segments before the end a fact was stated; 1 for one that is complete in the last segment only. */
    public int distance(Fact fact) {
        return segments() - fact.segment(segmentTokens);
    }
}
