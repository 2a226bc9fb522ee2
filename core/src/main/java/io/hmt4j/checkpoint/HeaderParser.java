package io.hmt4j.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.hmt4j.InputException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parses the JSON header of a safetensors file, token by token: duplicate names are seen, and a header of 100 MB builds no
 * tree.
 */
final class HeaderParser {

    // Without a table of names: a header made of names with equal hashes would be refused with an internal error.
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final String file;
    private final JsonParser parser;
    private final Map<String, TensorEntry> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new TreeMap<>();

    private HeaderParser(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * Parses a header.
     *
     * @param file name of the file, for messages
     * @param header the header's text
     * @return tensors in the header's order and metadata; where the tensors lie is not checked yet
     */
    static Parsed parse(String file, String header) {
        try (JsonParser parser = JSON.createParser(header)) {
            HeaderParser headerParser = new HeaderParser(file, parser);
            headerParser.parseHeader();
            return new Parsed(headerParser.entries, headerParser.metadata);
        } catch (JsonProcessingException error) {
            throw notJson(file, error);
        } catch (IOException impossible) {
            throw new IllegalStateException("reading a string failed", impossible);
        }
    }

    private void parseHeader() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw wrong("is not a JSON object");
        }
        boolean metadataSeen = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (name.equals(SafetensorsHeader.METADATA)) {
                if (metadataSeen) {
                    throw metadataWrong(" is there twice");
                }
                metadataSeen = true;
                parseMetadata();
            } else {
                parseTensor(name);
            }
        }
        if (parser.nextToken() != null) {
            throw wrong("goes on after the end of its JSON object");
        }
    }

    private void parseMetadata() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw metadataWrong(" is not an object of strings");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw metadataWrong(" is not an object of strings: see its key " + Quote.of(key));
            }
            if (metadata.put(key, parser.getText()) != null) {
                throw metadataWrong(" has the key " + Quote.of(key) + " twice");
            }
        }
    }

    private void parseTensor(String name) throws IOException {
        TensorEntry entry = new EntryParser(file, name, parser).parse();
        if (entries.put(name, entry) != null) {
            throw new InputException(file + ": tensor " + Quote.of(name) + " appears twice in the header");
        }
    }

    private InputException wrong(String what) {
        return new InputException(file + ": the header " + what);
    }

    private InputException metadataWrong(String what) {
        return new InputException(file + ": the header's " + SafetensorsHeader.METADATA + what);
    }

    private static InputException notJson(String file, JsonProcessingException error) {
        long place = error.getLocation() == null ? 0 : error.getLocation().getCharOffset();
        return new InputException(
                file + ": the header is not valid JSON at character " + place + ": " + JsonFile.reason(error), error);
    }

    /** A parsed header: tensors by name, in the header's order, and the metadata by key. */
    record Parsed(Map<String, TensorEntry> entries, Map<String, String> metadata) {}
}
