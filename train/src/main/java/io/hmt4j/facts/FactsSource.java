package io.hmt4j.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.data.Document;
import io.hmt4j.data.DocumentSource;
import java.util.Random;

/**
 * Training documents of the task, without end: a stream of sentences, and at the border of many segments a question about
 * a fact that was stated before, with its answer. Sentences straddle segment borders, except those before a question.
 *
 * <p>Document number i depends on settings, seed, length and i alone; documents in a row have no key in common. Answers are the two digits; evidence are the
 * sentence that states the fact and earlier questions about it, which state it too: a span's segment is the one its last
 * token lies in, so a fact's ends with its second digit.
 */
public final class FactsSource implements DocumentSource {

    private static final String POSITION = "next_document";

    private static final long STREAM = 0;

    private final FactsSettings settings;
    private final FactsKeys keys;
    private long number;

    /** Begins with document 0. */
    public FactsSource(FactsSettings settings) {
        this.settings = settings;
        this.keys = new FactsKeys(settings);
    }

    /**
     * The next document, of as many whole segments as fit.
     *
     * @param tokens two segments and more
     */
    @Override
    public Document next(int tokens) {
        int segments = tokens / settings.segmentTokens();
        if (segments < 2) {
            throw new InputException("a document of the task has " + tokens + " tokens; allowed: "
                    + 2 * settings.segmentTokens() + " and more, a segment with a fact and one with a question");
        }
        Random random = settings.random(STREAM, number);
        boolean dense = settings.denseDocuments() > 0 && random.nextDouble() < settings.denseDocuments();
        return new FactsDraft(dense ? settings.dense() : settings, segments, keys.of(number, segments), random)
                .write("facts of seed " + settings.seed() + ", document " + number++);
    }

    @Override
    public ObjectNode position() {
        return JsonNodeFactory.instance.objectNode().put(POSITION, number);
    }

    @Override
    public void seek(ObjectNode position) {
        JsonNode next = position.path(POSITION);
        if (!next.canConvertToLong() || !next.isIntegralNumber() || next.longValue() < 0) {
            throw new InputException("position of the facts: " + POSITION + " is " + next + "; allowed: 0 and more");
        }
        number = next.longValue();
    }

    @Override
    public void close() {
        // holds nothing
    }
}
