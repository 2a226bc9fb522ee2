package io.hmt4j.bench.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what the writer writes, by the format's published description. */
final class GgufFile {

    final Map<String, Object> settings = new LinkedHashMap<>();
    final Map<String, Entry> tensors = new LinkedHashMap<>();
    private final ByteBuffer bytes;
    private final int data;

    record Entry(List<Long> dimensions, int type, long offset) {}

    GgufFile(Path file) throws IOException {
        bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[4];
        bytes.get(magic);
        if (!new String(magic, StandardCharsets.US_ASCII).equals("GGUF") || bytes.getInt() != 3) {
            throw new IOException("no GGUF file of version 3");
        }
        long tensorCount = bytes.getLong();
        long settingCount = bytes.getLong();
        for (long i = 0; i < settingCount; i++) {
            settings.put(string(), value(bytes.getInt()));
        }
        for (long i = 0; i < tensorCount; i++) {
            String name = string();
            List<Long> dimensions = new ArrayList<>();
            int count = bytes.getInt();
            for (int d = 0; d < count; d++) {
                dimensions.add(bytes.getLong());
            }
            tensors.put(name, new Entry(dimensions, bytes.getInt(), bytes.getLong()));
        }
        data = (bytes.position() + 31) / 32 * 32;
    }

    /** Numbers of a tensor in F32 or Q8_0, row by row. */
    float[] floats(String name) {
        Entry entry = tensors.get(name);
        int count = Math.toIntExact(entry.dimensions().stream().reduce(1L, (product, size) -> product * size));
        float[] values = new float[count];
        int at = Math.toIntExact(data + entry.offset());
        for (int i = 0; i < count; i++) {
            values[i] = switch (entry.type()) {
                case 0 -> bytes.getFloat(at + 4 * i);
                case 8 -> half(bytes.getShort(at + i / 32 * 34)) * bytes.get(at + i / 32 * 34 + 2 + i % 32);
                default -> throw new IllegalStateException("type " + entry.type());
            };
        }
        return values;
    }

    /** A float16 that is neither infinite nor no number. */
    private static float half(short bits) {
        int exponent = (bits >> 10) & 31;
        int fraction = bits & 1023;
        float size = exponent == 0
                ? Math.scalb((float) fraction, -24)
                : Math.scalb((float) (fraction + 1024), exponent - 25);
        return bits < 0 ? -size : size;
    }

    private String string() {
        byte[] utf8 = new byte[Math.toIntExact(bytes.getLong())];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private Object value(int type) {
        return switch (type) {
            case 4, 5 -> bytes.getInt();
            case 6 -> bytes.getFloat();
            case 7 -> bytes.get() == 1;
            case 8 -> string();
            case 9 -> array();
            default -> throw new IllegalStateException("type " + type);
        };
    }

    private List<Object> array() {
        int type = bytes.getInt();
        long count = bytes.getLong();
        List<Object> values = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            values.add(value(type));
        }
        return values;
    }
}
