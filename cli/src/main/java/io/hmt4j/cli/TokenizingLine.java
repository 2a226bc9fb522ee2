package io.hmt4j.cli;

import io.hmt4j.data.TokenizingListener;
import java.util.Locale;

/** Shows a person who watches how far texts are tokenized, and ends it after an interrupt. */
final class TokenizingLine implements TokenizingListener {

    private final OverwrittenLine line;
    private final Interrupts interrupts;

    TokenizingLine(OverwrittenLine line, Interrupts interrupts) {
        this.line = line;
        this.interrupts = interrupts;
    }

    /** Ends the work of whoever tokenizes; what is done of whole files stays in the cache. */
    static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1;

        Stopped() {
            super("interrupted while texts were tokenized");
        }
    }

    @Override
    public void tokenized(String file, long documents, long tokens) {
        if (interrupts.raised()) {
            throw new Stopped();
        }
        line.show(String.format(Locale.ROOT, "tokenizing %s: %,d documents, %,d tokens", file, documents, tokens));
    }
}
