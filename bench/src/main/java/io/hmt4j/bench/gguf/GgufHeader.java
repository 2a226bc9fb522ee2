package io.hmt4j.bench.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Everything before the data of a GGUF file: settings by key, then names, shapes and places of tensors. */
final class GgufHeader {

    static final int ALIGNMENT = 32;

    private static final int VERSION = 3;
    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int BOOL = 7;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private final Bytes settings = new Bytes();
    private final Bytes tensors = new Bytes();
    private long settingCount;
    private long tensorCount;
    private long dataBytes;

    GgufHeader set(String key, int value) {
        key(key, UINT32).int32(value);
        return this;
    }

    GgufHeader set(String key, float value) {
        key(key, FLOAT32).int32(Float.floatToIntBits(value));
        return this;
    }

    GgufHeader set(String key, boolean value) {
        key(key, BOOL).int8(value ? 1 : 0);
        return this;
    }

    GgufHeader set(String key, String value) {
        key(key, STRING).string(value);
        return this;
    }

    GgufHeader setTexts(String key, List<String> values) {
        Bytes array = key(key, ARRAY).int32(STRING).int64(values.size());
        values.forEach(array::string);
        return this;
    }

    GgufHeader setIntegers(String key, List<Integer> values) {
        Bytes array = key(key, ARRAY).int32(INT32).int64(values.size());
        values.forEach(array::int32);
        return this;
    }

    /** Gives a tensor its place behind those before it. Dimensions are written innermost first. */
    void add(String name, List<Long> shape, GgufType type) {
        tensors.string(name).int32(shape.size());
        for (int i = shape.size() - 1; i >= 0; i--) {
            tensors.int64(shape.get(i));
        }
        tensors.int32(type.id()).int64(dataBytes);
        dataBytes = aligned(dataBytes + type.bytes(shape.stream().reduce(1L, (product, size) -> product * size)));
        tensorCount++;
    }

    /** The bytes, with the padding before the data. */
    byte[] bytes() {
        Bytes all = new Bytes();
        all.raw("GGUF".getBytes(StandardCharsets.US_ASCII))
                .int32(VERSION)
                .int64(tensorCount)
                .int64(settingCount);
        all.raw(settings.bytes()).raw(tensors.bytes());
        return all.raw(new byte[padding(all.size())]).bytes();
    }

    /** Bytes from a position to the next aligned one. */
    static int padding(long position) {
        return (int) (aligned(position) - position);
    }

    private static long aligned(long position) {
        return (position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private Bytes key(String key, int type) {
        settingCount++;
        return settings.string(key).int32(type);
    }

    /** Little-endian numbers and strings, one behind the other. */
    private static final class Bytes {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes int8(int value) {
            out.write(value);
            return this;
        }

        Bytes int32(int value) {
            return raw(little(Integer.BYTES).putInt(value).array());
        }

        Bytes int64(long value) {
            return raw(little(Long.BYTES).putLong(value).array());
        }

        Bytes string(String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            return int64(utf8.length).raw(utf8);
        }

        Bytes raw(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        int size() {
            return out.size();
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private static ByteBuffer little(int bytes) {
            return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
