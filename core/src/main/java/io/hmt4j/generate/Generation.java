package io.hmt4j.generate;

import java.util.List;

/**
 * An answer.
 *
 * @param tokens all ids that were generated, the id that ended the text included
 * @param text their text, without special tokens and without a stop string; empty without a tokenizer
 * @param finishReason why it ended
 */
public record Generation(List<Integer> tokens, String text, FinishReason finishReason) {

    public Generation {
        tokens = List.copyOf(tokens);
    }
}
