package io.hmt4j.backbone.rope;

/**
 * The stretching of Llama 3.1: long waves are slowed down by a factor, short ones stay, those between are mixed.
 *
 * @param factor by how much
 * @param low waves longer than original / low positions are slowed down
 * @param high waves shorter than original / high positions stay
 * @param original number of positions before stretching
 */
record Llama3Scaling(double factor, double low, double high, int original) {

    Frequencies frequencies(double theta, int rotated) {
        float[] inverse = Frequencies.plain(theta, rotated);
        for (int pair = 0; pair < inverse.length; pair++) {
            inverse[pair] = (float) scaled(inverse[pair]);
        }
        return new Frequencies(inverse, 1, true);
    }

    private double scaled(double frequency) {
        double wavelength = 2 * Math.PI / frequency;
        if (wavelength > original / low) {
            return frequency / factor;
        }
        if (wavelength < original / high) {
            return frequency;
        }
        double share = (original / wavelength - low) / (high - low);
        return (1 - share) * frequency / factor + share * frequency;
    }
}
