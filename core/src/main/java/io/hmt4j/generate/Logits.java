package io.hmt4j.generate;

/**
 * Logits of the next token, (V), wherever they lie: a {@link Sampler} asks for as few of them as it needs, so that they need
 * not all be copied to Java and sorted there. Valid during the call that is given them; for its thread.
 */
public interface Logits {

    /** In the place of an id: the logits do not decide it. */
    int UNDECIDED = -1;

    /** Number of tokens, V. */
    int size();

    /** The id of the largest; among equal ones the lowest, and an id whose logit is NaN where there is one. */
    int largest();

    /** The logit of a token. */
    float at(int id);

    /**
     * The k largest, largest first. Among equal ones any order, and any choice where not all of them are among the k.
     *
     * @param k 1 to V
     */
    Top top(int k);

    /**
     * The sum of e^((logit - reference) / temperature) over all tokens, to at least ten digits; no number where a logit is
     * none, or the reference is infinite.
     */
    double mass(float reference, double temperature);

    /**
     * A token drawn by the weights e^((logit - largest) / temperature): the first at which their sum, in the order of ids,
     * exceeds a share of the whole.
     *
     * @param least weights below do not count; 0 to 1
     * @param share 0 to less than 1
     * @return its id; {@link #UNDECIDED} where rounding could make it another, or the largest logit is not finite
     */
    int drawn(double temperature, double least, double share);

    /** The logits of tokens, in their order. */
    float[] at(int... ids);

    /** These logits with others in the place of some; these stay as they are. */
    Logits with(int[] ids, float[] replacing);

    /** A copy of all, to be changed at will. */
    float[] all();

    /**
     * The largest logits, largest first.
     *
     * @param ids their tokens
     * @param values the logits
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Top(int[] ids, float[] values) {}
}
