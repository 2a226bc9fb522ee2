package io.hmt4j.backbone;

import io.hmt4j.backbone.adapter.AdapterUse;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.WeightFormat;
import java.util.Set;

/**
 * How a model is loaded.
 *
 * @param device where its weights live
 * @param weights how weights are held, and with which numbers is computed
 * @param ignoredKeys keys of {@code config.json} that the user allows to be ignored, nested ones as
 *     {@code rope_scaling.factor}
 * @param adapters what becomes of adapters
 */
public record LoadOptions(ComputeDevice device, WeightChoice weights, Set<String> ignoredKeys, AdapterUse adapters) {

    public LoadOptions {
        weights.withoutStored().requireRunsOn(device);
        ignoredKeys = Set.copyOf(ignoredKeys);
    }

    /**
     * On the CPU, as stored where the weights are quantized, else in float32: weights stored so are mapped, not copied.
     * Adapters are merged into them.
     */
    public static LoadOptions cpu() {
        return new LoadOptions(ComputeDevice.CPU, WeightChoice.AS_STORED, Set.of(), new AdapterUse.Merged());
    }

    /** Number format of hidden states, and of the weights that are not quantized. */
    public DType type() {
        return format().arithmetic();
    }

    /** How weights are held that are not stored quantized. */
    public WeightFormat format() {
        return weights.withoutStored();
    }

    /** The same with another device. */
    public LoadOptions on(ComputeDevice other) {
        return new LoadOptions(other, weights, ignoredKeys, adapters);
    }

    /** The same with another format of the weights. */
    public LoadOptions as(WeightFormat other) {
        return new LoadOptions(device, WeightChoice.of(other), ignoredKeys, adapters);
    }

    /** The same, with keys of {@code config.json} that are ignored. */
    public LoadOptions ignoring(Set<String> keys) {
        return new LoadOptions(device, weights, keys, adapters);
    }

    /** The same with another use of adapters. */
    public LoadOptions with(AdapterUse use) {
        return new LoadOptions(device, weights, ignoredKeys, use);
    }
}
