package io.hmt4j.backbone.rope;

/**
 * The angles by which a head is turned from one position to the next. Computed in float32, as the models were trained
 * with. Two objects are never equal: tables are kept by object.
 */
public final class Frequencies {

    private final float[] inverse; // radians a position for each pair of dimensions, (R / 2)
    private final double attentionFactor;
    private final boolean lasting;

    /**
     * Takes frequencies over.
     *
     * @param inverse radians a position for each pair of dimensions, (R / 2)
     * @param attentionFactor factor of cosine and sine
     * @param lasting whether other calls will want the same object, so that a table for it is worth keeping
     */
    Frequencies(float[] inverse, double attentionFactor, boolean lasting) {
        this.inverse = inverse.clone();
        this.attentionFactor = attentionFactor;
        this.lasting = lasting;
    }

    /** theta^(-2i / R) for each pair i (RoFormer, equation 15). */
    static float[] plain(double theta, int rotated) {
        float[] inverse = new float[rotated / 2];
        for (int pair = 0; pair < inverse.length; pair++) {
            inverse[pair] = 1 / power(theta, pair, rotated);
        }
        return inverse;
    }

    /** theta^(2i / R), the wavelength of pair i over 2 pi. */
    static float power(double theta, int pair, int rotated) {
        return (float) Math.pow(theta, (float) (2 * pair) / rotated);
    }

    /** Number of pairs of dimensions that are rotated, R / 2. */
    int pairs() {
        return inverse.length;
    }

    /** The angle of a pair at a position, in radians. */
    float angle(int position, int pair) {
        return position * inverse[pair];
    }

    /** Factor of cosine and sine. */
    double attentionFactor() {
        return attentionFactor;
    }

    /** Whether other calls will want the same object. */
    boolean isLasting() {
        return lasting;
    }
}
