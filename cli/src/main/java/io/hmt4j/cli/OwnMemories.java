package io.hmt4j.cli;

import io.hmt4j.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which memory each of several texts gets that are read into memories of their own: a folder named as the text. */
final class OwnMemories {

    private static final String ENDING = ".memory";

    private OwnMemories() {}

    /**
     * A text and its memory.
     *
     * @param input the text
     * @param memory where its memory lies or is to lie
     */
    record OwnMemory(TextInput input, SavedMemory memory) {}

    /**
     * {@code FOLDER/NAME.memory} for each text.
     *
     * @throws InputException if two texts would get the same, or the folder cannot be one of memories
     */
    static List<OwnMemory> in(Path folder, List<TextInput> inputs) {
        requireFolder(folder);
        Map<String, TextInput> taken = new HashMap<>();
        List<OwnMemory> own = new ArrayList<>();
        for (TextInput input : inputs) {
            String name = Path.of(input.argument()).getFileName() + ENDING;
            // Some file systems take upper and lower case for the same.
            TextInput other = taken.put(name.toLowerCase(Locale.ROOT), input);
            if (other != null) {
                throw new InputException(input.argument() + " and " + other.argument() + " would both be read into "
                        + folder.resolve(name) + "; with --each no two texts may have the same name");
            }
            own.add(new OwnMemory(input, new SavedMemory(folder.resolve(name))));
        }
        return own;
    }

    private static void requireFolder(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InputException(folder + " is a file; with --each, -o names a folder of memories");
        }
        if (new SavedMemory(folder).exists()) {
            throw new InputException(folder + " is a memory itself; with --each, -o names a folder of memories");
        }
    }
}
