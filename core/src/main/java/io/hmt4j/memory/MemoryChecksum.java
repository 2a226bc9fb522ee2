package io.hmt4j.memory;

import io.hmt4j.InputException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** The checksum that a file of a memory notes in its header. */
final class MemoryChecksum {

    /** Its key in the header. */
    static final String KEY = "sha256";

    private static final String ADVICE = "; take a copy of it, or read the text again";

    private MemoryChecksum() {}

    /**
     * Refuses a damaged file. One of the first format may note no checksum; where it does, that counts too.
     *
     * @param header what the file notes in its header
     * @param checksum computes the checksum of what is in the file
     * @throws InputException with the file's name if the checksum is another or is missing
     */
    static void require(
            MemoryDescription description, Map<String, String> header, Path file, Supplier<String> checksum) {
        String noted = header.get(KEY);
        if (noted == null) {
            if (description.needsChecksum()) {
                throw new InputException(file + " is damaged: its header has no " + KEY + ", which files of version "
                        + description.formatVersion() + " have" + ADVICE);
            }
            return;
        }
        String found = checksum.get();
        if (!found.equals(noted)) {
            throw new InputException(
                    file + " is damaged: its checksum is " + found + ", the one noted in it is " + noted + ADVICE);
        }
    }
}
