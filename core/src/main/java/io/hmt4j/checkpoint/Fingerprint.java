package io.hmt4j.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.tensor.Scope;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Tensor;

/**
 * A short, stable identity of a checkpoint: what was read with one is not continued with another.
 *
 * <p>SHA-256 over the configuration and, tensor by tensor in the order of names, name, format, shape and up to 12 KiB of
 * the values: 4 KiB each from the beginning, the middle and the end. So a model of many GB takes milliseconds, and
 * training changes the fingerprint, as it moves nearly all values; a change by hand of a few values elsewhere in a large
 * tensor is not seen. It does not depend on where the files lie, how the weights are sharded, how the configuration is
 * spelled, or on keys without influence on the arithmetic ({@link HarmlessKeys}).
 *
 * @param hex 64 hexadecimal digits in lower case
 */
public record Fingerprint(String hex) {

    private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{64}");
    private static final int SHORT_DIGITS = 12;
    private static final int SAMPLE_BYTES = 4096;
    private static final int SAMPLES = 3;

    public Fingerprint {
        if (!SYNTAX.matcher(hex).matches()) {
            throw new IllegalArgumentException("fingerprint is \"" + hex + "\"; allowed: 64 hexadecimal digits");
        }
    }

    /** The fingerprint of a model. */
    public static Fingerprint of(TensorSource weights, ObjectNode config) {
        ObjectNode arithmetic = config.deepCopy();
        config.properties().forEach(property -> {
            String key = property.getKey();
            if (HarmlessKeys.ALL.contains(key) || HarmlessKeys.saysNothing(key, property.getValue())) {
                arithmetic.remove(key);
            }
        });
        return new Digest()
                .add(CanonicalJson.of(arithmetic))
                .add(tensors(weights))
                .finish();
    }

    /** This fingerprint and a part more, such as the parameters that a memory adds to a model. */
    public Fingerprint with(String part, TensorSource tensors) {
        return combined(part, tensors(tensors));
    }

    /** This fingerprint and a part more, such as the settings that a memory was read with; every key counts. */
    public Fingerprint with(String part, JsonNode settings) {
        return combined(part, new Digest().add(CanonicalJson.of(settings)).finish());
    }

    /** The first 12 digits, for messages. */
    public String shortForm() {
        return hex.substring(0, SHORT_DIGITS);
    }

    @Override
    public String toString() {
        return hex;
    }

    private Fingerprint combined(String part, Fingerprint added) {
        return new Digest().add(this).add(part).add(added).finish();
    }

    private static Fingerprint tensors(TensorSource source) {
        Digest digest = new Digest();
        for (String name : new TreeSet<>(source.names())) {
            digest.add(name).add(source.type(name).safetensorsName()).add(Arrays.toString(source.shape(name)));
            addSamples(digest, source.tensor(name));
        }
        return digest.finish();
    }

    private static void addSamples(Digest digest, Tensor tensor) {
        try (Scope scope = Scope.withoutGradient()) {
            TensorBytes bytes = new TensorBytes(tensor);
            long size = bytes.size();
            if (size <= SAMPLES * SAMPLE_BYTES) {
                digest.add(bytes.window(0, (int) size));
                return;
            }
            digest.add(bytes.window(0, SAMPLE_BYTES))
                    .add(bytes.window((size - SAMPLE_BYTES) / 2, SAMPLE_BYTES))
                    .add(bytes.window(size - SAMPLE_BYTES, SAMPLE_BYTES));
        }
    }
}
