package io.hmt4j.store;

import io.hmt4j.memory.HmtModel;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The folder of one memory: core's files, {@code about.json}, the log of segments, the texts that wait. */
final class MemoryFolder {

    static final String MEMORY = "memory.safetensors";
    static final String DESCRIPTION = "memory.json";
    private static final String TEXTS = "texts";
    private static final List<String> FILES =
            List.of(MEMORY, DESCRIPTION, About.FILE, SegmentLog.TOKENS, SegmentLog.ENDS);

    private final Path folder;
    private final SegmentLog segments;

    private MemoryFolder(Path folder, int vocabulary) {
        this.folder = folder;
        this.segments = new SegmentLog(folder, vocabulary);
    }

    /** The folder of a memory whose tokens are a model's. */
    static MemoryFolder of(Path folder, HmtModel model) {
        return new MemoryFolder(folder, model.backbone().shape().vocabulary());
    }

    Path path() {
        return folder;
    }

    SegmentLog segments() {
        return segments;
    }

    About about() {
        return StoreJson.read(folder.resolve(About.FILE), About.class);
    }

    void write(About about) {
        StoreJson.write(folder.resolve(About.FILE), about);
    }

    Path texts() {
        return folder.resolve(TEXTS);
    }

    boolean hasTexts() {
        return Files.isDirectory(texts());
    }

    /** Bytes of the memory's files, without the texts. */
    long bytes() {
        return FILES.stream()
                .mapToLong(file -> folder.resolve(file).toFile().length())
                .sum();
    }

    /** Another stamp, other contents: size, time and number of the files that count. */
    String stamp() throws IOException {
        return stamp(About.FILE) + " " + stamp(MEMORY);
    }

    /** The texts that wait, in their order; what a crash left of others is removed. */
    List<WaitingText> findTexts() throws IOException {
        List<WaitingText> found = new ArrayList<>();
        if (!hasTexts()) {
            return found;
        }
        for (Path file : entries(texts())) {
            String name = String.valueOf(file.getFileName());
            if (WaitingText.isNote(name)) {
                found.add(WaitingText.found(file));
            } else if (!WaitingText.isText(name) || Files.notExists(WaitingText.noteOf(file))) {
                Files.delete(file);
            }
        }
        found.sort(Comparator.comparingLong(WaitingText::number));
        removeTextsIfEmpty(found);
        return found;
    }

    /** Removes what a crash left while a file was written. */
    void removeLeftovers() throws IOException {
        for (Path file : entries(folder)) {
            if (isHidden(file) && Files.isRegularFile(file)) {
                Files.delete(file);
            }
        }
    }

    void removeTextsIfEmpty(List<WaitingText> texts) throws IOException {
        if (texts.isEmpty() && hasTexts() && entries(texts()).isEmpty()) {
            Files.delete(texts());
        }
    }

    static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        }
        return entries;
    }

    private static boolean isHidden(Path file) {
        return String.valueOf(file.getFileName()).startsWith(".");
    }

    private String stamp(String file) throws IOException {
        Path path = folder.resolve(file);
        if (Files.notExists(path)) {
            return "-";
        }
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return attributes.size() + "/" + attributes.lastModifiedTime().toInstant() + "/" + attributes.fileKey();
    }
}
