package io.hmt4j.backbone.rope;

import io.hmt4j.backbone.weights.Weights;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Tables of cosine and sine by position, made once for each set of frequencies and extended as longer inputs come.
 *
 * <p>Angles are computed in float32, as transformers does. Safe for several threads: a table that was outgrown lives on
 * until the weights are closed, since another thread may be reading it; doubling bounds what that costs.
 */
public final class RotaryEmbedding {

    private static final int FIRST_LENGTH = 512;

    private final RopeScaling scaling;
    private final Weights weights;
    private final Map<Frequencies, Rotation> tables = new ConcurrentHashMap<>();

    /**
     * Makes the embedding of a model.
     *
     * @param weights keeps the tables, and says where and in which number format they are used
     */
    public RotaryEmbedding(RopeScaling scaling, Weights weights) {
        this.scaling = scaling;
        this.weights = weights;
    }

    /** The rotation of positions {@code past} to {@code past + tokens - 1}; belongs to the current scope. */
    public Rotation at(int past, int tokens) {
        int positions = past + tokens;
        Frequencies frequencies = scaling.at(positions);
        Rotation table = frequencies.isLasting() ? kept(frequencies, positions) : table(frequencies, positions);
        return new Rotation(table.cosine().narrow(0, past, tokens), table.sine().narrow(0, past, tokens));
    }

    private Rotation kept(Frequencies frequencies, int positions) {
        Rotation table = tables.get(frequencies);
        return table != null && table.positions() >= positions
                ? table
                : tables.compute(frequencies, (same, present) -> extended(same, present, positions));
    }

    private Rotation extended(Frequencies frequencies, @Nullable Rotation present, int positions) {
        if (present != null && present.positions() >= positions) {
            return present;
        }
        int twice = present == null ? FIRST_LENGTH : (int) Math.min(2L * present.positions(), Integer.MAX_VALUE);
        try (Scope scope = Scope.withoutGradient()) {
            Rotation table = table(frequencies, Math.max(twice, positions));
            weights.own(table.cosine());
            weights.own(table.sine());
            return table;
        }
    }

    private Rotation table(Frequencies frequencies, int positions) {
        int half = frequencies.pairs();
        float[] cosine = new float[Math.multiplyExact(positions, 2 * half)];
        float[] sine = new float[cosine.length];
        for (int position = 0; position < positions; position++) {
            for (int pair = 0; pair < half; pair++) {
                float angle = frequencies.angle(position, pair);
                int first = position * 2 * half + pair;
                float turnedBy = (float) (Math.sin(angle) * frequencies.attentionFactor());
                cosine[first] = (float) (Math.cos(angle) * frequencies.attentionFactor());
                cosine[first + half] = cosine[first];
                sine[first] = -turnedBy;
                sine[first + half] = turnedBy;
            }
        }
        return new Rotation(inPlace(cosine, positions), inPlace(sine, positions));
    }

    private Tensor inPlace(float[] values, int positions) {
        Tensor table = Tensors.floats(values, positions, 1, values.length / positions);
        return Tensors.as(Tensors.on(table, weights.device()), weights.type());
    }
}
