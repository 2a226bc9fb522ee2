package io.hmt4j.facts;

import io.hmt4j.data.Span;

/**
 * A fact as a text states it: {@code the code of the red fox is 7 3 .}
 *
 * @param key which of the 1,600 pairs of adjective and noun it is about; a text states one fact of a key at most
 * @param value the two digits, 0 to 99
 * @param where its sentence, in tokens of the text
 */
public record Fact(int key, int value, Span where) {

    /** Tokens of the sentence. */
    static final int LENGTH = 10;

    /** How many keys there are. */
    static final int KEYS = FactsVocabulary.ADJECTIVES.size() * FactsVocabulary.NOUNS.size();

    /** Tokens of {@link #question}, half of the shortest segment: what a recall query is made from. */
    static final int QUESTION_LENGTH = 12;

    private static final int[] STATED = FactsVocabulary.ids("the code of the");
    private static final int[] ASKED = FactsVocabulary.ids("now what is the code of the");
    private static final int[] ASKED_END = FactsVocabulary.ids("? it is");
    private static final int[] IS = FactsVocabulary.ids("is");
    private static final int[] END = FactsVocabulary.ids(".");

    /** The sentence that states it. */
    public int[] sentence() {
        return join(STATED, subject(), IS, answer(), END);
    }

    /** {@code now what is the code of the red fox ? it is}: 12 tokens, behind which the answer belongs. */
    public int[] question() {
        return join(ASKED, subject(), ASKED_END);
    }

    /** The two digits. */
    public int[] answer() {
        int zero = FactsVocabulary.DIGITS.first();
        return new int[] {zero + value / 10, zero + value % 10};
    }

    /** The segment in which it is complete: that of its second digit. */
    public int segment(int segmentTokens) {
        return (told().to() - 1) / segmentTokens;
    }

    /** Its sentence without the full stop. */
    Span told() {
        return new Span(where.from(), where.to() - 1);
    }

    /** Question, answer and full stop. */
    int[] questionAndAnswer() {
        return join(question(), answer(), END);
    }

    private int[] subject() {
        int nouns = FactsVocabulary.NOUNS.size();
        return new int[] {FactsVocabulary.ADJECTIVES.first() + key / nouns, FactsVocabulary.NOUNS.first() + key % nouns
        };
    }

    private static int[] join(int[]... parts) {
        int length = 0;
        for (int[] part : parts) {
            length += part.length;
        }
        int[] joined = new int[length];
        int at = 0;
        for (int[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
