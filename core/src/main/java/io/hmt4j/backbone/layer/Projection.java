package io.hmt4j.backbone.layer;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Several linear maps of one input, such as query, key and value.
 *
 * <p>Families keep them apart or as one matrix. One matrix was measured to be no faster (docs/log.md), so they stay as the
 * checkpoint has them: mapped weights need no copy, and each has its own gradient.
 */
public interface Projection {

    /** (B, T, in) to (B, T, out) each. */
    Tensor[] apply(Tensor input);

    /** Each map has a matrix of its own. */
    static Projection separate(List<Linear> parts) {
        return input -> parts.stream().map(part -> part.apply(input)).toArray(Tensor[]::new);
    }

    /**
     * One matrix holds all maps, one below the other.
     *
     * @param fused the matrix, (sum of widths, in)
     * @param widths output width of each map
     */
    static Projection fused(Linear fused, List<Integer> widths) {
        return input -> {
            Tensor all = fused.apply(input);
            Tensor[] parts = new Tensor[widths.size()];
            long start = 0;
            for (int part = 0; part < parts.length; part++) {
                parts[part] = all.narrow(-1, start, widths.get(part));
                start += widths.get(part);
            }
            return parts;
        };
    }
}
