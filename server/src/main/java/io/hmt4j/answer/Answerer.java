package io.hmt4j.answer;

import io.hmt4j.generate.FinishReason;
import io.hmt4j.generate.Generation;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.work.Share;
import io.hmt4j.work.Turn;
import io.hmt4j.work.Turnstile;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions with one model, many at a time: each on the thread that asks, taking turns at the model, a segment of
 * its prompt or a token of its answer at a time.
 *
 * <p>A conversation goes through the model's chat template. A model without one is given what was said as plain text: each
 * message on a line of its own, an answer on the line of what it answers, no roles; a single message is continued as it
 * stands.
 *
 * <p>A question to a stored memory begins a segment, so that what is recalled for it fits its own words; so does every
 * later question of the conversation.
 *
 * <p>What a prompt has in common with one that was read lately is not read again, down to the open segment, which every
 * answer looks at anew. The answers in a conversation that were given here keep the tokens they were generated with as
 * long as they are remembered, and are encoded from their text afterwards: where the two differ, so may what follows.
 *
 * <p>Safe for all threads. Owns native memory until it is closed.
 */
public final class Answerer implements AutoCloseable {

    private final HmtModel model;
    private final Turnstile turns;
    private final PrefixMemory prefixes;
    private final PromptEncoder prompts;
    private final TokenBytes tokenBytes;
    private final Tally tally = new Tally();

    /**
     * An answerer; model and turnstile stay the caller's.
     *
     * @param turns where answers wait for their turn at the model
     * @throws io.hmt4j.InputException if the model has no tokenizer
     */
    public Answerer(HmtModel model, Turnstile turns, AnswerLimits limits) {
        this.model = model;
        this.turns = turns;
        this.prefixes = new PrefixMemory(limits.prefixBytes());
        this.prompts = new PromptEncoder(model.text(), prefixes);
        this.tokenBytes = new TokenBytes(model.text().tokenizer());
    }

    /**
     * Answers, on the calling thread. A cancelled answer is given as far as it came.
     *
     * @throws QueueFull if the turnstile has no place
     * @throws io.hmt4j.InputException if the request cannot be answered: the chat template refuses the messages, the memory
     *     is another model's, there is nothing to continue
     */
    public Answer answer(AnswerRequest request, AnswerListener listener) {
        long start = System.nanoTime();
        try (Turn turn = place()) {
            tally.began();
            Answer answer = answer(request, listener, new Slices(turn, listener), start);
            tally.answered(answer, secondsSince(start));
            return answer;
        }
    }

    /**
     * Which segments the request would recall, by falling weight, without answering it.
     *
     * @param cancelled whether that is no longer wanted; asked between segments
     * @return the segments in the bank; none if it is empty, or the model recalls nothing, or it was cancelled
     * @throws QueueFull if the turnstile has no place
     * @throws io.hmt4j.InputException as for an answer
     */
    public List<RecalledSegment> recall(AnswerRequest request, BooleanSupplier cancelled) {
        AnswerListener listener = cancelled::getAsBoolean;
        try (Turn turn = place()) {
            Slices slices = new Slices(turn, listener);
            Prompt prompt = begin(request, slices);
            if (prompt == null) {
                return List.of();
            }
            try (PromptMemory read = read(request, prompt, slices, listener)) {
                return read.whole() ? recalled(read.memory(), slices) : List.of();
            }
        }
    }

    /**
     * Gives up what is remembered of prompts to a stored memory that was deleted or changed: nobody can ask for it again. An
     * answer that still runs may leave something of it, which goes when room is needed.
     *
     * @param memoryKeyStart what the keys of its states begin with
     */
    public void forget(String memoryKeyStart) {
        prefixes.forget(memoryKeyStart);
    }

    /** What was done so far. */
    public AnswererFigures figures() {
        return tally.figures(prefixes);
    }

    /** Frees the prefix memory. Answers that still run end as usual. */
    @Override
    public void close() {
        prefixes.close();
    }

    private Answer answer(AnswerRequest request, AnswerListener listener, Slices slices, long start) {
        try {
            Prompt prompt = begin(request, slices);
            if (prompt == null) {
                return cancelledBefore(0, 0);
            }
            try (PromptMemory read = read(request, prompt, slices, listener)) {
                return read.whole()
                        ? generate(request, prompt, read, slices, listener, start)
                        : cancelledBefore(prompt.tokens(), read.cached());
            }
        } finally {
            tally.ended();
        }
    }

    private Turn place() {
        Optional<Turn> turn = turns.enter(Share.QUESTION);
        if (turn.isEmpty()) {
            tally.refused();
            throw new QueueFull(turns.places(), tally.secondsUntilPlace());
        }
        return turn.get();
    }

    /** Waits for the first turn, and encodes: that of a long prompt takes its time too. Null if it is stopped before. */
    private @Nullable Prompt begin(AnswerRequest request, Slices slices) {
        return slices.begin() ? prompts.encode(request, slices) : null;
    }

    private PromptMemory read(AnswerRequest request, Prompt prompt, Slices slices, AnswerListener listener) {
        PromptMemory read = new PromptReader(model, prefixes, request, prompt, slices, listener).read();
        tally.prompt(read);
        return read;
    }

    private Answer generate(
            AnswerRequest request,
            Prompt prompt,
            PromptMemory read,
            Slices slices,
            AnswerListener listener,
            long start) {
        GenerationOptions options = withModelEnds(request.options());
        Choices choices = new Choices(tokenBytes, request.topLogprobs());
        AnswerTeller teller = new AnswerTeller(
                listener,
                slices,
                choices,
                options.endIds(),
                () -> tally.firstToken(secondsSince(start)),
                () -> read.closed().look(read.memory()));
        Generation generation = model.generateInto(read.memory(), new int[0], options, teller);
        teller.ended(generation.finishReason());
        read.closed().look(read.memory());
        if (!request.keep()) {
            prefixes.remember(
                    request.memoryKey(),
                    PromptEncoder.concatenated(prompt.ids(), PromptEncoder.ids(generation)),
                    prompts.transcript(request, prompt, generation),
                    read.memory());
        }
        return new Answer(
                generation.text(),
                generation.finishReason(),
                prompt.tokens(),
                read.cached(),
                generation.tokens().size(),
                choices.told(),
                teller.recalledSegments(),
                request.keep() ? new Kept(read.memory().copy(), read.closed().tokens()) : null);
    }

    private static Answer cancelledBefore(int promptTokens, int cachedTokens) {
        return new Answer("", FinishReason.CANCELLED, promptTokens, cachedTokens, 0, List.of(), List.of(), null);
    }

    /** A view of the prompt's end is made for the first token; it is not looked at. */
    private List<RecalledSegment> recalled(DocumentMemory memory, Slices slices) {
        Choices none = new Choices(tokenBytes, -1);
        AnswerTeller teller = new AnswerTeller(slices::isStopped, slices, none, Set.of(), () -> {}, () -> {});
        model.generate(memory, new int[0], GenerationOptions.greedy(1), teller);
        return teller.recalledSegments();
    }

    private GenerationOptions withModelEnds(GenerationOptions options) {
        Set<Integer> ends = new HashSet<>(options.endIds());
        ends.addAll(model.endIds());
        return options.withEndIds(ends);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }
}
