package io.hmt4j.checkpoint;

import java.nio.file.Path;
import java.util.Map;

/** What the writer of a safetensors file noted in it, read without the engine. */
public final class SafetensorsMetadata {

    private SafetensorsMetadata() {}

    /**
     * Reads {@code __metadata__}; empty where there is none. The header is checked as {@link SafetensorsFile#open} does.
     *
     * @throws io.hmt4j.InputException with the file's name if it is missing, unreadable or malformed
     */
    public static Map<String, String> of(Path file) {
        return SafetensorsHeader.read(file).metadata();
    }
}
