package io.hmt4j.backbone.rope;

/**
 * Raises the base with the length of the input once it is longer than the model was made for ("NTK-aware" scaling,
 * {@code dynamic} in transformers). Such an input depends on its length: reading on from a cache is not the same as
 * reading at once, here and in transformers.
 */
final class DynamicScaling implements RopeScaling {

    private final double theta;
    private final int rotated;
    private final int maxPositions;
    private final double factor;
    private final Frequencies plain;

    DynamicScaling(double theta, int rotated, int maxPositions, double factor) {
        this.theta = theta;
        this.rotated = rotated;
        this.maxPositions = maxPositions;
        this.factor = factor;
        plain = new Frequencies(Frequencies.plain(theta, rotated), 1, true);
    }

    @Override
    public Frequencies at(int positions) {
        if (positions <= maxPositions) {
            return plain;
        }
        double stretch = factor * positions / maxPositions - (factor - 1);
        double base = theta * Math.pow(stretch, rotated / (rotated - 2.0));
        return new Frequencies(Frequencies.plain(base, rotated), 1, false);
    }
}
