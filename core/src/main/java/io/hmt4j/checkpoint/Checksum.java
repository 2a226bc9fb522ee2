package io.hmt4j.checkpoint;

import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;

/** SHA-256 over all bits of what is stored, so that a bit that changed on a disk or on the way is seen. */
public final class Checksum {

    private static final int WINDOW_BYTES = 16 << 20;

    private Checksum() {}

    /**
     * The checksum of a text and of tensors: name, format, shape and all values, in the order of names.
     *
     * @return 64 hexadecimal digits in lower case
     */
    public static String of(String text, Map<String, Tensor> tensors) {
        Digest digest = new Digest().add(text);
        new TreeMap<>(tensors).forEach((name, tensor) -> add(digest, name, tensor));
        return digest.finish().hex();
    }

    private static void add(Digest digest, String name, Tensor tensor) {
        digest.add(name).add(DType.of(tensor).safetensorsName()).add(Arrays.toString(tensor.shape()));
        try (Scope scope = Scope.withoutGradient()) {
            TensorBytes bytes = new TensorBytes(tensor);
            for (long from = 0; from < bytes.size(); from += WINDOW_BYTES) {
                digest.add(bytes.window(from, (int) Math.min(WINDOW_BYTES, bytes.size() - from)));
            }
        }
    }
}
