package io.hmt4j.backbone.rope;

import io.hmt4j.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The rotation of the heads at T positions. Dimension i of a head is paired with i + R / 2; dimensions from R on stay
 * as they are.
 *
 * @param cosine (T, 1, R)
 * @param sine (T, 1, R), with the first half negated: it multiplies the head rolled by R / 2
 */
public record Rotation(Tensor cosine, Tensor sine) {

    private static final long[] LAST = {-1};

    /** Number of positions, T. */
    long positions() {
        return cosine.size(0);
    }

    /** The rotation of the last of its positions. */
    public Rotation newest(int positions) {
        long before = positions() - positions;
        return before == 0
                ? this
                : new Rotation(cosine.narrow(0, before, positions), sine.narrow(0, before, positions));
    }

    /** Rotates each head at its position, (B, T, heads, K). */
    public Tensor apply(Tensor heads) {
        long rotated = cosine.size(2);
        long width = heads.size(3);
        if (rotated == width) {
            return rotate(heads, rotated);
        }
        Tensor turned = rotate(heads.narrow(3, 0, rotated), rotated);
        return Tensors.cat(3, turned, heads.narrow(3, rotated, width - rotated));
    }

    private Tensor rotate(Tensor heads, long rotated) {
        Tensor partners = heads.roll(new long[] {rotated / 2}, LAST);
        return Tensors.like(torch.addcmul(heads.mul(cosine), partners, sine), heads);
    }
}
