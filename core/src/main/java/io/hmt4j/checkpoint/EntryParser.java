package io.hmt4j.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import io.hmt4j.InputException;
import io.hmt4j.tensor.DType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses and checks one tensor of a header: {@code {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}. */
final class EntryParser {

    /** The engine's operations take no more. */
    private static final int MOST_DIMENSIONS = 64;

    private final String file;
    private final String name;
    private final JsonParser parser;

    private @Nullable DType type;
    private @Nullable List<Long> shape;
    private @Nullable List<Long> offsets;

    EntryParser(String file, String name, JsonParser parser) {
        this.file = file;
        this.name = name;
        this.parser = parser;
    }

    TensorEntry parse() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw wrong("its entry in the header is not an object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            parseField(parser.currentName());
        }
        return checked();
    }

    private void parseField(String key) throws IOException {
        switch (key) {
            case "dtype" -> {
                once(key, type);
                type = parseType();
            }
            case "shape" -> {
                once(key, shape);
                shape = parseIntegers(key, MOST_DIMENSIONS);
            }
            case "data_offsets" -> {
                once(key, offsets);
                offsets = parseIntegers(key, 2);
            }
            default -> throw wrong("its entry has the key " + Quote.of(key) + "; known: dtype, shape, data_offsets");
        }
    }

    private void once(String key, @Nullable Object before) {
        if (before != null) {
            throw wrong("its entry has the key " + key + " twice");
        }
    }

    private DType parseType() throws IOException {
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            throw wrong("dtype is not a string");
        }
        String text = parser.getText();
        return Arrays.stream(DType.values())
                .filter(candidate -> candidate.safetensorsName().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong("dtype is " + Quote.of(text) + "; known: " + knownTypes()));
    }

    private List<Long> parseIntegers(String key, int most) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw wrong(key + " is not an array of integers");
        }
        List<Long> integers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw wrong(key + " is not an array of integers");
            }
            if (parser.getNumberType() == NumberType.BIG_INTEGER || parser.getLongValue() < 0) {
                throw wrong(key + " has " + Quote.of(parser.getText()) + "; allowed: 0 to 2^63 - 1");
            }
            integers.add(parser.getLongValue());
            if (integers.size() > most) {
                throw wrong(key + " has more than " + most + " numbers");
            }
        }
        return integers;
    }

    private TensorEntry checked() {
        if (type == null || shape == null || offsets == null) {
            throw wrong("its entry has no " + (type == null ? "dtype" : shape == null ? "shape" : "data_offsets"));
        }
        if (offsets.size() != 2) {
            throw wrong("data_offsets is " + offsets + "; allowed: two integers, begin and end");
        }
        TensorEntry entry = new TensorEntry(name, type, shape, offsets.get(0), offsets.get(1));
        if (entry.begin() > entry.end()) {
            throw wrong("data_offsets is " + offsets + ": it begins after its end");
        }
        long needed = bytes(type, shape);
        if (needed != entry.bytes()) {
            throw wrong("data_offsets " + offsets + " span " + entry.bytes() + " bytes, but " + type.safetensorsName()
                    + " of shape " + shape + " takes " + needed);
        }
        return entry;
    }

    private long bytes(DType format, List<Long> sizes) {
        long bytes = format.bytes();
        boolean empty = false;
        for (long size : sizes) {
            empty |= size == 0;
            try {
                // The strides of an empty tensor are products too: they must not overflow either.
                bytes = Math.multiplyExact(bytes, Math.max(size, 1));
            } catch (ArithmeticException overflow) {
                throw wrong("shape " + sizes + " is larger than any file", overflow);
            }
        }
        return empty ? 0 : bytes;
    }

    private InputException wrong(String what) {
        return new InputException(message(what));
    }

    private InputException wrong(String what, Throwable cause) {
        return new InputException(message(what), cause);
    }

    private String message(String what) {
        return file + ": tensor " + Quote.of(name) + ": " + what;
    }

    private static String knownTypes() {
        return Arrays.stream(DType.values()).map(DType::safetensorsName).collect(Collectors.joining(", "));
    }
}
