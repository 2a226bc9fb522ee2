package io.hmt4j.checkpoint;

import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    /**
     * The checksum of a text and of the tensors of a safetensors file, without the engine.
     *
     * @throws io.hmt4j.InputException with the file's name if it is missing, unreadable or malformed
     */
    public static String of(String text, Path file) {
        SafetensorsHeader header = SafetensorsHeader.read(file);
        Digest digest = new Digest().add(text);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (TensorEntry entry : new TreeMap<>(header.entries()).values()) {
                begin(digest, entry.name(), entry.type(), entry.dimensions());
                long end = header.dataStart() + entry.end();
                for (long from = header.dataStart() + entry.begin(); from < end; from += WINDOW_BYTES) {
                    digest.add(SafetensorsHeader.readFully(channel, from, (int) Math.min(WINDOW_BYTES, end - from)));
                }
            }
        } catch (IOException error) {
            throw RegularFile.unreadable(file, error);
        }
        return digest.finish().hex();
    }

    private static void begin(Digest digest, String name, DType type, long[] shape) {
        digest.add(name).add(type.safetensorsName()).add(Arrays.toString(shape));
    }

    private static void add(Digest digest, String name, Tensor tensor) {
        begin(digest, name, DType.of(tensor), tensor.shape());
        try (Scope scope = Scope.withoutGradient()) {
            TensorBytes bytes = new TensorBytes(tensor);
            for (long from = 0; from < bytes.size(); from += WINDOW_BYTES) {
                digest.add(bytes.window(from, (int) Math.min(WINDOW_BYTES, bytes.size() - from)));
            }
        }
    }
}
