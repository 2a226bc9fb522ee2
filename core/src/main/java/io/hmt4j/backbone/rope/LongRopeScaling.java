package io.hmt4j.backbone.rope;

/**
 * LongRoPE (Ding et al. 2024): a factor for each pair of dimensions, one set for inputs of the original length and one for
 * longer ones. So reading on from a cache across the original length is not the same as reading at once, here and in
 * transformers.
 *
 * @param original number of positions before stretching
 * @param shortInput frequencies up to that length
 * @param longInput frequencies beyond it
 */
record LongRopeScaling(int original, Frequencies shortInput, Frequencies longInput) implements RopeScaling {

    @Override
    public Frequencies at(int positions) {
        return positions > original ? longInput : shortInput;
    }
}
