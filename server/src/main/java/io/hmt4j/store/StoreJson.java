package io.hmt4j.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hmt4j.InputException;
import io.hmt4j.checkpoint.AtomicFile;
import io.hmt4j.checkpoint.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** The store's own small files: one record each, in JSON. */
final class StoreJson {

    /** The largest such file; what is larger is none of ours. */
    static final int MOST_BYTES = 64 << 10;

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private StoreJson() {}

    /** Writes a file as a whole. Throws {@link InputException} if that fails, such as with a full disk. */
    static void write(Path file, Object content) {
        byte[] bytes = bytes(content);
        AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(bytes)));
    }

    /** Reads a file. Throws {@link InputException} if it is missing or damaged. */
    static <T> T read(Path file, Class<T> type) {
        RegularFile.require(file);
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new InputException(file.getFileName() + " is damaged: it has " + Files.size(file) + " bytes");
            }
            return parse(Files.readAllBytes(file), String.valueOf(file.getFileName()), type);
        } catch (IOException e) {
            throw RegularFile.unreadable(file, e);
        }
    }

    /** Parses what a file called {@code name} holds. */
    static <T> T parse(byte[] json, String name, Class<T> type) {
        try {
            T parsed = MAPPER.readValue(json, type);
            if (parsed == null) {
                throw new InputException(name + " is damaged: it holds nothing");
            }
            return parsed;
        } catch (JsonProcessingException e) {
            throw new InputException(name + " is damaged: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InputException(name + " is damaged", e);
        }
    }

    static byte[] bytes(Object content) {
        try {
            return MAPPER.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
