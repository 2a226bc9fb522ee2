package io.hmt4j.memory;

import io.hmt4j.InputException;
import io.hmt4j.generate.FinishReason;
import io.hmt4j.generate.Generation;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.generate.Logits;
import io.hmt4j.generate.Sampler;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One answer: reads the prompt, then chooses token after token until something ends it. */
final class Generator {

    private final Continuation continuation;
    private final DocumentMemory memory;
    private final GenerationOptions options;
    private final GenerationListener listener;
    private final Sampler sampler;
    private final AnswerText text;
    private final List<Integer> answer = new ArrayList<>();

    /** Continues a memory, which it changes. */
    Generator(
            Continuation continuation,
            DocumentMemory memory,
            GenerationOptions options,
            @Nullable Tokenizer tokenizer,
            GenerationListener listener) {
        this.continuation = continuation;
        this.memory = memory;
        this.options = options;
        this.listener = listener;
        this.sampler = new Sampler(options.sampling(), options.seed());
        this.text = new AnswerText(tokenizer, options, listener);
    }

    /**
     * Generates.
     *
     * @param keep whether the memory is to hold the whole answer; else its last token may be missing
     */
    Generation run(int[] prompt, boolean keep) {
        continuation.append(prompt, new ReadListener() {
            @Override
            public boolean cancelled() {
                return listener.cancelled();
            }
        });
        if (memory.tokens() == 0) {
            throw new InputException("nothing to continue: the memory and the prompt are both empty");
        }
        sampler.note(prompt);
        FinishReason reason = listener.cancelled() ? FinishReason.CANCELLED : null;
        while (reason == null) {
            int token = nextToken();
            reason = reasonToEnd(token);
            if (reason == null || keep) {
                continuation.append(new int[] {token}, ReadListener.SILENT);
            }
        }
        boolean stopped = text.finish();
        return new Generation(answer, text.toString(), stopped ? FinishReason.STOP_STRING : reason);
    }

    private int nextToken() {
        int token;
        try (Scope scope = Scope.withoutGradient()) {
            Logits logits = new EngineLogits(continuation.logits());
            listener.predicted(logits);
            token = sampler.next(logits);
            if (Float.isNaN(logits.at(token))) {
                throw new IllegalStateException("the model computes no numbers (NaN) after " + memory.tokens()
                        + " tokens: its weights are broken, or their format is too narrow (try --weights f32)");
            }
        }
        answer.add(token);
        listener.token(token);
        return token;
    }

    private @Nullable FinishReason reasonToEnd(int token) {
        if (options.endIds().contains(token)) {
            return FinishReason.END_OF_TEXT;
        }
        if (text.add(token)) {
            return FinishReason.STOP_STRING;
        }
        if (answer.size() >= options.maxNewTokens()) {
            return FinishReason.LENGTH;
        }
        return listener.cancelled() ? FinishReason.CANCELLED : null;
    }
}
