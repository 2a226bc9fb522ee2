package io.hmt4j.bench.trial;

import io.hmt4j.InputException;
import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.tensor.DType;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** In which format the weights of the backbone compute: the one place that turns a name into options of core. */
public enum WeightFormat {
    /** float32. */
    F32,
    /** bfloat16. */
    BF16;

    /** The format of a name such as {@code bf16}. */
    public static WeightFormat parse(String name) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("--weights has \"" + name + "\"; allowed: "
                        + Arrays.stream(values()).map(WeightFormat::label).collect(Collectors.joining(", "))));
    }

    /** Its name in flags and files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    LoadOptions options() {
        return switch (this) {
            case F32 -> LoadOptions.cpu().as(DType.FLOAT32);
            case BF16 -> LoadOptions.cpu().as(DType.BFLOAT16);
        };
    }
}
