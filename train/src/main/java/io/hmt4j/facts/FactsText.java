package io.hmt4j.facts;

import static io.hmt4j.facts.FactsVocabulary.ADVERBS;
import static io.hmt4j.facts.FactsVocabulary.NAMES;
import static io.hmt4j.facts.FactsVocabulary.PLACES;
import static io.hmt4j.facts.FactsVocabulary.PREPOSITIONS;
import static io.hmt4j.facts.FactsVocabulary.STATES;
import static io.hmt4j.facts.FactsVocabulary.VERBS;
import static io.hmt4j.facts.FactsVocabulary.word;

import io.hmt4j.data.Span;
import io.hmt4j.facts.FactsVocabulary.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A text of the task while it is written: sentences that state facts, and sentences that state nothing. */
final class FactsText {

    private static final Group THE = word("the");
    private static final Group IS = word("is");
    private static final Group AND = word("and");
    private static final Group DOT = word(".");

    /** Sentences that state nothing, one a length. */
    private static final Group[][] FILLERS = {
        {NAMES, VERBS, DOT},
        {NAMES, VERBS, ADVERBS, DOT},
        {THE, PLACES, IS, STATES, DOT},
        {NAMES, VERBS, PREPOSITIONS, THE, PLACES, DOT},
        {NAMES, VERBS, PREPOSITIONS, THE, STATES, PLACES, DOT},
        {NAMES, AND, NAMES, VERBS, PREPOSITIONS, THE, PLACES, DOT},
        {NAMES, AND, NAMES, VERBS, PREPOSITIONS, THE, STATES, PLACES, DOT},
    };

    private static final int SHORTEST = FILLERS[0].length;
    private static final int LONGEST = FILLERS[FILLERS.length - 1].length;

    private final int[] tokens;
    private final double factProbability;
    private final int mostFacts;
    private final Random random;
    private final int[] keys;
    private final List<Fact> facts = new ArrayList<>();
    private int length;

    /**
     * An empty text.
     *
     * @param length tokens it will have
     * @param keys the keys its facts may have; not changed
     */
    FactsText(int length, FactsSettings settings, int[] keys, Random random) {
        this.tokens = new int[length];
        this.keys = keys.clone();
        this.factProbability = settings.factProbability();
        this.mostFacts = Math.min(settings.mostFacts(), keys.length);
        this.random = random;
    }

    /** The tokens; those not written yet are 0. */
    int[] tokens() {
        return tokens;
    }

    /** Facts stated so far, in their order. */
    List<Fact> facts() {
        return facts;
    }

    /** Writes tokens as they are, and says where. */
    Span write(int[] sentence) {
        System.arraycopy(sentence, 0, tokens, length, sentence.length);
        length += sentence.length;
        return new Span(length - sentence.length, length);
    }

    /** Writes sentences up to a position, where the last of them ends; at least 3 tokens from here, or none. */
    void fill(int end) {
        while (length < end) {
            int left = end - length;
            if (hasRoom(left, Fact.LENGTH) && facts.size() < mostFacts && random.nextDouble() < factProbability) {
                stateFact();
            } else {
                fillWith(FILLERS[fillerLength(left) - SHORTEST]);
            }
        }
    }

    /** Whether what is left behind a sentence is nothing, or room for another. */
    private static boolean hasRoom(int left, int sentence) {
        return left == sentence || left >= sentence + SHORTEST;
    }

    private void stateFact() {
        int key = drawKey();
        Fact fact = new Fact(key, random.nextInt(100), new Span(length, length + Fact.LENGTH));
        facts.add(fact);
        write(fact.sentence());
    }

    /** A key that the text has not used: the first facts.size() keys of the array are those used. */
    private int drawKey() {
        int used = facts.size();
        int chosen = used + random.nextInt(keys.length - used);
        int key = keys[chosen];
        keys[chosen] = keys[used];
        keys[used] = key;
        return key;
    }

    /** A length for which there is room, all of them equally likely. */
    private int fillerLength(int left) {
        int shorter = Math.max(0, Math.min(LONGEST, left - SHORTEST) - SHORTEST + 1);
        int choices = shorter + (left <= LONGEST ? 1 : 0);
        int choice = random.nextInt(choices);
        return choice < shorter ? SHORTEST + choice : left;
    }

    private void fillWith(Group[] template) {
        for (Group group : template) {
            tokens[length++] = group.draw(random);
        }
    }
}
