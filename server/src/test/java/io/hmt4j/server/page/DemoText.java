package io.hmt4j.server.page;

import java.util.Random;
import java.util.StringJoiner;

/** Texts in the words of the demonstration model, whose segments have 24 of them. */
final class DemoText {

    /** The one fact of {@link #withFact}. */
    static final String FACT = "the code of the red fox is 7 3 .";

    static final String QUESTION = "now what is the code of the red fox ? it is";

    private static final String[] NAMES = {"anna", "ben", "clara", "david", "emma", "frank", "grace", "henry"};
    private static final String[] VERBS = {"walks", "sings", "waits", "sleeps", "reads", "runs", "works", "rests"};
    private static final String[] ADVERBS = {"slowly", "quietly", "often", "today", "alone", "again"};

    private DemoText() {}

    /** So many segments that state nothing. */
    static String ofSegments(int segments) {
        Random random = new Random(segments);
        StringJoiner text = new StringJoiner(" ");
        for (int sentence = 0; sentence < 6 * segments; sentence++) {
            text.add(one(NAMES, random) + " " + one(VERBS, random) + " " + one(ADVERBS, random) + " .");
        }
        return text.toString();
    }

    /** The same, but that the segment before them begins with {@link #FACT}. */
    static String withFact(int segments) {
        return FACT + " anna sings today . ben waits . emma reads quietly . frank runs . " + ofSegments(segments);
    }

    private static String one(String[] words, Random random) {
        return words[random.nextInt(words.length)];
    }
}
