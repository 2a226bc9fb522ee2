package io.hmt4j.answer;

import io.hmt4j.memory.HmtModel;
import io.hmt4j.work.Turnstile;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Answers questions with one model, many at a time, taking turns. Safe for all threads. */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"}) // a skeleton so far
public final class Answerer implements AutoCloseable {

    /**
     * An answerer; model and turnstile stay the caller's.
     *
     * @param turns where answers wait for their turn at the model
     */
    public Answerer(HmtModel model, Turnstile turns, AnswerLimits limits) {}

    /**
     * Answers, on the calling thread.
     *
     * @throws QueueFull if the turnstile has no place
     * @throws io.hmt4j.InputException if the request cannot be answered: the chat template refuses the messages, nothing to
     *     continue, ...
     */
    public Answer answer(AnswerRequest request, AnswerListener listener) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Which segments the request would recall, by falling weight, without answering it; empty if cancelled. */
    public List<RecalledSegment> recall(AnswerRequest request, BooleanSupplier cancelled) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** What was done so far. */
    public AnswererFigures figures() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Frees the prefix memory. Answers that still run end as usual. */
    @Override
    public void close() {}
}
