package io.hmt4j.backbone;

import io.hmt4j.InputException;
import io.hmt4j.backbone.adapter.LoraFiles;
import io.hmt4j.checkpoint.Fingerprint;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.checkpoint.WeightFiles;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files a backbone is put together from: a model's folder, and another in which a training left what it changed.
 *
 * <p>Weights in the other folder replace those of the model. Adapters in the other folder are used, else those of the
 * model's own folder; but these not where the weights are replaced, for then they were trained beside others.
 *
 * @param model the model's folder
 * @param trained the other folder; null for none
 */
public record BackboneFiles(ModelFolder model, @Nullable Path trained) {

    /** The files of a model's folder alone. */
    public static BackboneFiles of(ModelFolder model) {
        return new BackboneFiles(model, null);
    }

    /** Whether the other folder has weights, which replace those of the model. */
    public boolean replacesWeights() {
        return trained != null && WeightFiles.arePresent(trained);
    }

    /** Whether the other folder changes the backbone: it has weights or adapters. */
    public boolean isTrained() {
        return replacesWeights() || (trained != null && LoraFiles.arePresent(trained));
    }

    /** The folder of the adapters, if there are any. */
    public Optional<Path> adapters() {
        if (trained != null && LoraFiles.arePresent(trained)) {
            return Optional.of(trained);
        }
        return replacesWeights() ? Optional.empty() : Optional.of(model.path()).filter(LoraFiles::arePresent);
    }

    /** Opens the weights, without the adapters. The caller closes them. */
    public TensorSource openWeights() {
        return trained != null && replacesWeights() ? WeightFiles.open(trained) : model.openWeights();
    }

    /**
     * Refuses that a training changes weights that are stored as integers.
     *
     * @throws InputException if the other folder, or the model's own, has adapters, or the other has weights
     */
    public void requireUnchanged() {
        if (replacesWeights() || adapters().isPresent()) {
            throw new InputException(
                    model.path() + " is quantized; adapters or weights of "
                            + adapters().orElse(trained)
                            + " were trained beside the model it was made of: quantize that with them (hmt quantize MODEL --hmt DIR)");
        }
    }

    /** The fingerprint of configuration, weights and adapters; where they are quantized that of what they were made of. */
    public Fingerprint fingerprint() {
        Optional<Quantization> quantization = Quantization.of(model);
        if (quantization.isPresent()) {
            return quantization.get().original();
        }
        try (TensorSource weights = openWeights()) {
            Fingerprint backbone = Fingerprint.of(weights, model.config());
            return adapters()
                    .map(folder -> LoraFiles.fingerprint(backbone, folder))
                    .orElse(backbone);
        }
    }
}
