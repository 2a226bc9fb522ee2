package io.hmt4j.memory;

import io.hmt4j.InputException;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.generate.StopStrings;
import io.hmt4j.tokenizer.StreamingDecoder;
import io.hmt4j.tokenizer.Tokenizer;
import org.jspecify.annotations.Nullable;

/** The text of an answer as it grows: whole characters only, nothing of a stop string. Empty without a tokenizer. */
final class AnswerText {

    private final @Nullable StreamingDecoder decoder;
    private final StopStrings stops;
    private final GenerationListener listener;
    private final StringBuilder text = new StringBuilder();

    AnswerText(@Nullable Tokenizer tokenizer, GenerationOptions options, GenerationListener listener) {
        if (tokenizer == null && !options.stopStrings().isEmpty()) {
            throw new InputException("stop strings need a tokenizer, and this model's folder has none");
        }
        this.decoder = tokenizer == null ? null : tokenizer.streamingDecoder(true);
        this.stops = new StopStrings(options.stopStrings());
        this.listener = listener;
    }

    /** Adds a token; true when a stop string is complete. */
    boolean add(int token) {
        if (decoder != null) {
            show(stops.accept(decoder.next(token)));
        }
        return stops.stopped();
    }

    /** Shows what was held back; true when a stop string is complete. */
    boolean finish() {
        if (decoder != null) {
            show(stops.accept(decoder.finish()));
            show(stops.finish());
        }
        return stops.stopped();
    }

    private void show(String piece) {
        if (!piece.isEmpty()) {
            text.append(piece);
            listener.text(piece);
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
