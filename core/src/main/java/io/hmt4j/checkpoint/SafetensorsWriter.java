package io.hmt4j.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hmt4j.InputException;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;

/**
 * Writes safetensors files byte for byte as Hugging Face's library does: wider formats first so that all tensors are
 * aligned, then by name; the header padded with spaces to a multiple of 8.
 */
public final class SafetensorsWriter {

    /** The reference implementation's order, whichever the order of the enum. */
    private static final List<DType> FORMAT_ORDER = List.of(
            DType.INT64,
            DType.FLOAT64,
            DType.FLOAT32,
            DType.INT32,
            DType.BFLOAT16,
            DType.FLOAT16,
            DType.INT16,
            DType.INT8,
            DType.UINT8,
            DType.BOOL);

    private static final Comparator<TensorEntry> CANONICAL = Comparator.comparingInt(
                    (TensorEntry entry) -> FORMAT_ORDER.indexOf(entry.type()))
            .thenComparing(entry -> entry.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private static final JsonFactory JSON = new JsonFactory();
    private static final int ALIGNMENT = 8;
    private static final int WINDOW_BYTES = 16 << 20;

    private SafetensorsWriter() {}

    /**
     * Writes tensors to a file, which is there as a whole or not at all (see {@link AtomicFile}). Any shape, strides and
     * device; one tensor at a time is copied where it is not contiguous on the CPU, and none is copied into Java.
     *
     * @param file the file to write or replace
     * @param tensors the tensors by name; {@code __metadata__} is no name for one
     * @param metadata what goes into {@code __metadata__}, left out where empty
     * @throws InputException with the file's name and the cause if it cannot be written
     */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        writeMade(file, TensorRecipe.of(tensors), metadata);
    }

    /**
     * Writes tensors that are made one after the other, so that only one of them is in memory.
     *
     * @throws InputException as {@link #write}
     */
    public static void writeMade(Path file, Map<String, TensorRecipe> tensors, Map<String, String> metadata) {
        List<TensorEntry> entries = layOut(tensors);
        ByteBuffer header = header(entries, metadata);
        AtomicFile.write(file, channel -> {
            writeFully(channel, header);
            for (TensorEntry entry : entries) {
                writeTensor(channel, Objects.requireNonNull(tensors.get(entry.name())));
            }
        });
    }

    private static List<TensorEntry> layOut(Map<String, TensorRecipe> tensors) {
        List<TensorEntry> sorted = new ArrayList<>();
        tensors.forEach((name, tensor) -> sorted.add(unplaced(name, tensor)));
        sorted.sort(CANONICAL);
        List<TensorEntry> placed = new ArrayList<>(sorted.size());
        long position = 0;
        for (TensorEntry entry : sorted) {
            placed.add(entry.movedTo(position));
            position += entry.bytes();
        }
        return placed;
    }

    private static TensorEntry unplaced(String name, TensorRecipe tensor) {
        if (name.equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("a tensor cannot be called " + name);
        }
        return new TensorEntry(name, tensor.type(), tensor.shape(), 0, tensor.bytes());
    }

    private static ByteBuffer header(List<TensorEntry> entries, Map<String, String> metadata) {
        byte[] json = json(entries, metadata);
        int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer header = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(padded).put(json);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }

    private static byte[] json(List<TensorEntry> entries, Map<String, String> metadata) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(SafetensorsHeader.METADATA);
                for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            for (TensorEntry entry : entries) {
                writeEntry(json, entry);
            }
            json.writeEndObject();
        } catch (IOException error) {
            throw new IllegalArgumentException("a name or the metadata is no Unicode text", error);
        }
        return bytes.toByteArray();
    }

    private static void writeEntry(JsonGenerator json, TensorEntry entry) throws IOException {
        json.writeObjectFieldStart(entry.name());
        json.writeStringField("dtype", entry.type().safetensorsName());
        json.writeFieldName("shape");
        long[] shape = entry.dimensions();
        json.writeArray(shape, 0, shape.length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {entry.begin(), entry.end()}, 0, 2);
        json.writeEndObject();
    }

    private static void writeTensor(FileChannel channel, TensorRecipe recipe) throws IOException {
        try (Scope scope = Scope.withoutGradient()) {
            TensorBytes bytes = new TensorBytes(recipe.made());
            for (long written = 0; written < bytes.size(); written += WINDOW_BYTES) {
                writeFully(channel, bytes.window(written, (int) Math.min(WINDOW_BYTES, bytes.size() - written)));
            }
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
