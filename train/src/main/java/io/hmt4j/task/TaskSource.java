package io.hmt4j.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.data.Document;
import io.hmt4j.data.DocumentSource;
import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.Tokenizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Training documents of a generated task, without end: each a prompt and its answer, as long as asked for or a little
 * shorter. Document number i depends on task, seed, depth, length and i alone.
 */
public final class TaskSource implements DocumentSource {

    private static final String POSITION = "next_example";

    /** Another example is at most some tokens longer than the first of its length; each try takes away what was too much. */
    private static final int TRIES = 8;

    private final Task task;
    private final ExampleGenerator generator;
    private final Tokenizer tokenizer;
    private final long seed;
    private final Depth depth;
    private final Map<Integer, Integer> contexts = new HashMap<>();
    private long number;

    /**
     * Begins with example 0.
     *
     * @param tokenizer stays the caller's
     * @param depth where the evidence stands
     * @throws InputException if the task is not generated
     */
    public TaskSource(Task task, Tokenizer tokenizer, long seed, Depth depth) {
        this.task = task;
        this.generator = task.requireGenerator();
        this.tokenizer = tokenizer;
        this.seed = seed;
        this.depth = depth;
    }

    /**
     * The next example, prompt, context and answer together.
     *
     * @throws InputException if so few tokens do not hold the task
     */
    @Override
    public Document next(int tokens) {
        int context = contexts.computeIfAbsent(tokens, length -> length - tooMany(document(length, 0), length));
        Document made = document(context, number);
        for (int attempt = 1; made.tokens().length > tokens; attempt++) {
            if (attempt == TRIES) {
                throw new InputException("no document of " + tokens + " tokens can be made of " + task.name()
                        + ", the shortest has " + made.tokens().length);
            }
            context -= tooMany(made, tokens);
            made = document(context, number);
        }
        number++;
        return made;
    }

    private Document document(int contextTokens, long example) {
        TextLength length =
                TextLength.tokens(contextTokens, text -> tokenizer.encode(text, SpecialTokens.AS_TEXT).length);
        GenerationRequest request = new GenerationRequest(length, seed, Backgrounds.generated(), depth);
        return task.document(generator.generate(request, example)).encode(tokenizer);
    }

    private static int tooMany(Document document, int tokens) {
        return Math.max(0, document.tokens().length - tokens);
    }

    @Override
    public ObjectNode position() {
        return JsonNodeFactory.instance.objectNode().put(POSITION, number);
    }

    @Override
    public void seek(ObjectNode position) {
        JsonNode next = position.path(POSITION);
        if (!next.canConvertToLong() || !next.isIntegralNumber() || next.longValue() < 0) {
            throw new InputException(
                    "position of " + task.name() + ": " + POSITION + " is " + next + "; allowed: 0 and more");
        }
        number = next.longValue();
    }

    @Override
    public void close() {
        // holds nothing
    }
}
