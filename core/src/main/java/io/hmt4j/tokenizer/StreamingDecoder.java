package io.hmt4j.tokenizer;

import org.jspecify.annotations.Nullable;

/**
 * Decodes ids as they come, one at a time.
 *
 * <p>The texts of all {@link #next} and of {@link #finish} together are exactly what {@link Tokenizer#decode} makes of
 * all ids at once, whatever the ids are. So text is held back while a later id could change it: a character's first
 * bytes, and with SentencePiece models a run of byte tokens.
 *
 * <p>Time and memory for an id do not depend on how many came before. For one thread at a time; needs no closing.
 */
public final class StreamingDecoder {

    private final Vocabulary vocabulary;
    private final boolean skipSpecialTokens;
    private final StringBuilder text = new StringBuilder();
    private final DecodeStep steps;
    private boolean finished;

    StreamingDecoder(Vocabulary vocabulary, DecodeSteps steps, boolean skipSpecialTokens) {
        this.vocabulary = vocabulary;
        this.skipSpecialTokens = skipSpecialTokens;
        this.steps = steps.chain(text);
    }

    /**
     * Takes the next id.
     *
     * @return the text that is certain now and was not given before; may be empty
     */
    public String next(int id) {
        requireUnfinished();
        @Nullable String token = vocabulary.text(id);
        if (token != null && !(skipSpecialTokens && vocabulary.isSpecial(token))) {
            steps.accept(token);
        }
        return taken();
    }

    /** Ends the text; returns what was held back. */
    public String finish() {
        requireUnfinished();
        finished = true;
        steps.finish();
        return taken();
    }

    private void requireUnfinished() {
        if (finished) {
            throw new IllegalStateException("the decoder is finished");
        }
    }

    private String taken() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }
}
