package io.hmt4j.generate;

import io.hmt4j.InputException;

/**
 * How a token is chosen from logits. Applied in the order of Hugging Face transformers: repetition penalty, temperature,
 * top-k, top-p, min-p.
 *
 * @param temperature divisor of the logits; 0 takes the most likely token
 * @param topK tokens to choose from, the most likely ones; 0 for all
 * @param topP the smallest set of most likely tokens whose probabilities reach this is chosen from; 1 for all
 * @param minP tokens less likely than this share of the most likely one are left out; 0 for none
 * @param repetitionPenalty divisor of positive and factor of negative logits of tokens seen (Keskar et al., 2019); 1 for
 *     none
 */
public record Sampling(double temperature, int topK, double topP, double minP, double repetitionPenalty) {

    public static final Sampling GREEDY = new Sampling(0, 0, 1, 0, 1);

    public Sampling {
        require(temperature >= 0 && temperature <= 100, "temperature", temperature, "0 to 100");
        require(topK >= 0, "top_k", topK, "0 and more");
        require(topP > 0 && topP <= 1, "top_p", topP, "more than 0, at most 1");
        require(minP >= 0 && minP <= 1, "min_p", minP, "0 to 1");
        require(
                repetitionPenalty > 0 && repetitionPenalty <= 100,
                "repetition_penalty",
                repetitionPenalty,
                "more than 0, at most 100");
    }

    private static void require(boolean holds, String name, Number value, String allowed) {
        if (!holds) {
            throw new InputException(name + " is " + value + "; allowed: " + allowed);
        }
    }
}
