package io.hmt4j.backbone;

import io.hmt4j.InputException;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.FastestFormat;
import io.hmt4j.tensor.WeightFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How weights are to be held: in a format that is named, or, where none is, as they are stored quantized, and else in one
 * that suits.
 *
 * @param named the format that is asked for; null for as stored
 * @param otherwise the format where none is named and the weights are not stored quantized
 */
public record WeightChoice(@Nullable WeightFormat named, WeightFormat otherwise) {

    /** As stored where the weights are quantized, else float32. */
    public static final WeightChoice AS_STORED = new WeightChoice(null, WeightFormat.FLOAT32);

    private static final String FASTEST = "auto";

    /** A format by its name. */
    public static WeightChoice of(WeightFormat format) {
        return new WeightChoice(format, format);
    }

    /** As stored where the weights are quantized, else the format that reads fastest on a device of this machine. */
    public static WeightChoice fastest(ComputeDevice device) {
        return new WeightChoice(null, FastestFormat.on(device).format());
    }

    /**
     * Parses the value of a flag: a format, or {@code auto} for the fastest on a device.
     *
     * @throws InputException if there is no format of that name
     */
    public static WeightChoice parse(String text, String flag, ComputeDevice device) {
        if (text.equals(FASTEST)) {
            return fastest(device);
        }
        return WeightFormat.named(text)
                .map(WeightChoice::of)
                .orElseThrow(() -> new InputException(
                        flag + " is \"" + text + "\"; allowed: " + WeightFormat.flags() + ", " + FASTEST));
    }

    /**
     * The format for a model.
     *
     * @param stored how its weights are quantized, if they are
     * @throws InputException if another format is named than the one they are stored in
     */
    public WeightFormat of(Optional<Quantization> stored) {
        if (stored.isEmpty()) {
            return withoutStored();
        }
        WeightFormat format = stored.get().format();
        if (named != null && named != format) {
            throw new InputException("the weights are stored as " + format.flag() + " and cannot be loaded as "
                    + named.flag() + "; load the model they were made of");
        }
        return format;
    }

    /** The format where weights are not stored quantized. */
    WeightFormat withoutStored() {
        return named == null ? otherwise : named;
    }
}
