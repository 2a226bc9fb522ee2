package io.hmt4j.tokenizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/** The real tokenizers of the test resources, unpacked and loaded once for all tests. */
final class RealTokenizers {

    static final String GPT2 = "gpt2";
    static final String QWEN = "qwen2.5";
    static final String TINYLLAMA = "tinyllama";
    static final String STORIES = "stories260K";
    static final String CHARACTERS = "babyllama105";

    static final List<String> ALL = List.of(GPT2, QWEN, TINYLLAMA, STORIES, CHARACTERS);

    private static final Path RESOURCES = Path.of("src/test/resources/tokenizers");
    private static final Path UNPACKED = Path.of("target/tokenizers");
    private static final Map<String, Tokenizer> LOADED = new ConcurrentHashMap<>();

    private RealTokenizers() {}

    /** The tokenizer of a folder; not to be closed. */
    static Tokenizer load(String name) {
        return LOADED.computeIfAbsent(name, key -> Tokenizer.load(folder(key)));
    }

    /** A folder with the tokenizer's files as a model folder has them. */
    static synchronized Path folder(String name) {
        Path folder = UNPACKED.resolve(name);
        try {
            Files.createDirectories(folder);
            for (Path file : files(RESOURCES.resolve(name))) {
                unpack(file, folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    static String resource(String name) throws IOException {
        return Files.readString(RESOURCES.resolve(name));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void unpack(Path file, Path folder) throws IOException {
        String name = file.getFileName().toString();
        Path target = folder.resolve(name.replaceFirst("\\.gz$", ""));
        if (Files.exists(target)) {
            return;
        }
        Path unfinished = Files.createTempFile(folder, name, ".part");
        try (InputStream bytes = Files.newInputStream(file);
                InputStream content = name.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
            Files.write(unfinished, content.readAllBytes());
        }
        Files.move(unfinished, target);
    }
}
