package io.hmt4j.backbone.rope;

/**
 * YaRN (Peng et al. 2023, section 3.2): dimensions that turn often within the original length stay, those that turn less
 * than once are slowed down by a factor, a ramp lies between.
 *
 * @param factor by how much
 * @param original number of positions before stretching
 * @param fast turns within the original length from which a dimension stays
 * @param slow turns below which it is slowed down in full
 * @param truncate whether the ends of the ramp lie on whole dimensions
 * @param attentionFactor factor of cosine and sine
 */
record YarnScaling(double factor, int original, double fast, double slow, boolean truncate, double attentionFactor) {

    /** 0.1 scale ln(factor) + 1 (YaRN, equation 22). */
    static double magnitude(double factor, double scale) {
        return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
    }

    Frequencies frequencies(double theta, int rotated) {
        double low = dimensionThatTurns(fast, theta, rotated);
        double high = dimensionThatTurns(slow, theta, rotated);
        double from = Math.max(truncate ? Math.floor(low) : low, 0);
        double to = Math.min(truncate ? Math.ceil(high) : high, rotated - 1);
        double length = from == to ? 0.001 : to - from; // transformers' guard against a division by 0
        float[] inverse = new float[rotated / 2];
        for (int pair = 0; pair < inverse.length; pair++) {
            double slowed = Math.min(Math.max((pair - from) / length, 0), 1);
            double plain = 1.0 / Frequencies.power(theta, pair, rotated);
            inverse[pair] = (float) (plain / factor * slowed + plain * (1 - slowed));
        }
        return new Frequencies(inverse, attentionFactor, true);
    }

    /** The dimension that turns so many times within the original length. */
    private double dimensionThatTurns(double turns, double theta, int rotated) {
        return rotated * Math.log(original / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
    }
}
