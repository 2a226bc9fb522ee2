package io.hmt4j.facts;

import io.hmt4j.data.Document;
import io.hmt4j.data.Evidence;
import io.hmt4j.data.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One training document while it is written. */
final class FactsDraft {

    /** Of the questions, those that rather ask what was not asked before: a fact just asked is no test of memory. */
    private static final double NEW_PROBABILITY = 0.9;

    private final FactsSettings settings;
    private final int segments;
    private final int[] keys;
    private final Random random;

    private final List<Span> answers = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<List<Span>> statements = new ArrayList<>();
    private final List<Integer> unasked = new ArrayList<>();

    /**
     * An empty draft.
     *
     * @param keys the keys its facts may have; not changed
     */
    FactsDraft(FactsSettings settings, int segments, int[] keys, Random random) {
        this.settings = settings;
        this.segments = segments;
        this.keys = keys;
        this.random = random;
    }

    /** Writes a document whose last segment asks; the few drafts that had no fact by then are thrown away. */
    Document write(String id) {
        while (true) {
            boolean[] asks = drawQuestions();
            FactsText text = new FactsText(segments * settings.segmentTokens(), settings, keys, random);
            boolean lastAsks = false;
            for (int segment = 0; segment < segments; ) {
                lastAsks = asks[segment] && !text.facts().isEmpty();
                if (lastAsks) {
                    ask(text);
                }
                segment = nextQuestion(asks, segment + 1);
                text.fill(segment * settings.segmentTokens());
                noteNewFacts(text);
            }
            if (lastAsks) {
                return new Document(id, text.tokens(), answers, evidence);
            }
            forget();
        }
    }

    private boolean[] drawQuestions() {
        boolean[] asks = new boolean[segments];
        for (int segment = 1; segment < segments; segment++) {
            asks[segment] = random.nextDouble() < settings.questionProbability();
        }
        asks[segments - 1] = true;
        return asks;
    }

    private int nextQuestion(boolean[] asks, int from) {
        int segment = from;
        while (segment < segments && !asks[segment]) {
            segment++;
        }
        return segment;
    }

    private void ask(FactsText text) {
        int asked = drawAsked(text.facts().size());
        Fact fact = text.facts().get(asked);
        Span sentence = text.write(fact.questionAndAnswer());
        int at = sentence.from() + Fact.QUESTION_LENGTH;
        answers.add(new Span(at, at + 2));
        evidence.add(new Evidence(at, statements.get(asked)));
        statements.get(asked).add(sentence);
    }

    /** Number of the fact to ask. */
    private int drawAsked(int facts) {
        if (unasked.isEmpty() || random.nextDouble() >= NEW_PROBABILITY) {
            int asked = random.nextInt(facts);
            unasked.remove(Integer.valueOf(asked));
            return asked;
        }
        int chosen = random.nextInt(unasked.size());
        int last = unasked.size() - 1;
        int asked = unasked.get(chosen);
        unasked.set(chosen, unasked.get(last));
        unasked.remove(last);
        return asked;
    }

    private void noteNewFacts(FactsText text) {
        for (int fact = statements.size(); fact < text.facts().size(); fact++) {
            statements.add(new ArrayList<>(List.of(text.facts().get(fact).told())));
            unasked.add(fact);
        }
    }

    private void forget() {
        statements.clear();
        unasked.clear();
        answers.clear();
        evidence.clear();
    }
}
