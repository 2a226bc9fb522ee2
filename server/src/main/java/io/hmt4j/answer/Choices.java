package io.hmt4j.answer;

import io.hmt4j.generate.Logits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The token choices of one answer as it grows; tells none where none are wanted. */
final class Choices {

    private final TokenBytes bytes;
    private final int top;
    private final List<TokenChoice> told = new ArrayList<>();
    private List<TokenChoice> waiting = new ArrayList<>();
    private @Nullable Likelihoods likelihoods;
    private boolean first = true;

    /**
     * No choices yet.
     *
     * @param top likeliest tokens to tell for each place; -1 for no choices at all
     */
    Choices(TokenBytes bytes, int top) {
        this.bytes = bytes;
        this.top = top;
    }

    /** The next token is chosen from these logits. */
    void predicted(Logits logits) {
        if (top >= 0) {
            likelihoods = new Likelihoods(logits.all());
        }
    }

    /** A token of the answer's text was chosen. */
    void chosen(int id) {
        Likelihoods at = likelihoods;
        if (at != null) {
            Alternative chosen = alternative(id, at);
            List<Alternative> likeliest = Arrays.stream(at.likeliest(top))
                    .mapToObj(other -> alternative(other, at))
                    .toList();
            waiting.add(new TokenChoice(id, chosen.text(), chosen.utf8(), chosen.logprob(), likeliest));
            first = false;
        }
    }

    /** Those since this was asked last. */
    List<TokenChoice> take() {
        List<TokenChoice> taken = waiting;
        waiting = new ArrayList<>();
        told.addAll(taken);
        return taken;
    }

    /** All that were taken. */
    List<TokenChoice> told() {
        return told;
    }

    private Alternative alternative(int id, Likelihoods at) {
        byte[] utf8 = bytes.of(id, first);
        return new Alternative(id, new String(utf8, StandardCharsets.UTF_8), utf8, at.logprob(id));
    }
}
