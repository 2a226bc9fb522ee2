package io.hmt4j.backbone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.checkpoint.ConfigReader;
import io.hmt4j.checkpoint.Fingerprint;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.tensor.WeightFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the weights of a folder are quantized: {@code quantization_config} of {@code config.json}, as {@code hmt quantize}
 * writes it. Those of other programs are refused.
 *
 * @param format int8 or int4
 * @param original fingerprint of the model that was quantized: memories made with one fit the other
 */
public record Quantization(WeightFormat format, Fingerprint original) {

    /** The key of {@code config.json}. */
    public static final String KEY = "quantization_config";

    private static final String METHOD = "quant_method";
    private static final String OURS = "hmt4j";
    private static final String FORMAT = "format";
    private static final String ORIGINAL = "fingerprint";
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /**
     * How the weights of a folder are quantized; empty where they are not.
     *
     * @throws InputException as {@link #read}
     */
    public static Optional<Quantization> of(ModelFolder folder) {
        return read(folder.configReader(Set.of()));
    }

    /**
     * Reads the key; empty where there is none.
     *
     * @throws InputException if it is of another program, or wrong
     */
    public static Optional<Quantization> read(ConfigReader config) {
        ConfigReader keys = config.object(KEY);
        if (keys == null) {
            return Optional.empty();
        }
        if (!keys.text(METHOD, "").equals(OURS)) {
            throw keys.refused(
                    METHOD, OURS + "; those of other programs are not supported: quantize the model they were made of");
        }
        WeightFormat format =
                keys.oneOf(FORMAT, List.of("int8", "int4")).equals("int8") ? WeightFormat.INT8 : WeightFormat.INT4;
        String fingerprint = keys.text(ORIGINAL);
        if (!DIGEST.matcher(fingerprint).matches()) {
            throw keys.refused(ORIGINAL, "64 hexadecimal digits");
        }
        return Optional.of(new Quantization(format, new Fingerprint(fingerprint)));
    }

    /** Writes the key into a configuration. */
    public void writeInto(ObjectNode config) {
        config.putObject(KEY).put(METHOD, OURS).put(FORMAT, format.flag()).put(ORIGINAL, original.hex());
    }
}
