package io.hmt4j.tensor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * The engine's native libraries where an earlier start of the same program found them. Loading them from there takes half
 * the time of JavaCPP's loader, which opens its jars, compares what it unpacked, and loads all that MKL has for any
 * processor (docs/log.md).
 *
 * <p>The launcher names the file of the record ({@value #FILE}); without it nothing is recorded and JavaCPP loads. It
 * holds every file that lies beside the libraries, with size, time and where links lead. If one differs, or the settings
 * are not the usual ones, JavaCPP loads, and the record is made again.
 */
final class RecordedLibraries {

    /** The system property with the record's file. */
    static final String FILE = "hmt.libraries";

    private static final String LOAD_PROPERTY = "org.bytedeco.javacpp.loadlibraries";
    private static final String HEAD = "hmt4j libraries 1";

    /** What the engine needs, in the order in which they need each other. */
    private static final List<String> LIBRARIES = List.of(
            "libopenblas.so.0", "libgomp.so.1", "libc10.so", "libtorch_cpu.so", "libjnijavacpp.so", "libjnitorch.so");

    /** Settings that change what JavaCPP would load, with the only value that is known here; null for any. */
    private static final Map<String, Optional<String>> KNOWN_SETTINGS = Map.of(
            "org.bytedeco.javacpp.maxPhysicalBytes", Optional.empty(),
            "org.bytedeco.javacpp.maxBytes", Optional.empty(),
            "org.bytedeco.javacpp.platform.extension", Optional.of(""),
            "org.bytedeco.openblas.load", Optional.of("mkl"));

    private final Path file;

    RecordedLibraries(Path file) {
        this.file = file;
    }

    /** The record that this start may use and make; empty where JavaCPP is to load. */
    static Optional<RecordedLibraries> ofThisProcess() {
        String file = System.getProperty(FILE);
        boolean usable = file != null
                && !file.isEmpty()
                && System.getProperty("os.name").equals("Linux")
                && "mkl".equals(System.getProperty("org.bytedeco.openblas.load"))
                && ""
                        .equals(System.getProperty(
                                "org.bytedeco.javacpp.platform.extension")) // set by Engine, not for CUDA
                && settingsAreKnown(System.getProperties().stringPropertyNames())
                && RecordedLibraries.class.getClassLoader() == Loader.class.getClassLoader();
        return usable ? Optional.of(new RecordedLibraries(Path.of(file))) : Optional.empty();
    }

    /** Of other programs' settings, and of the CUDA build's, nothing is known. */
    private static boolean settingsAreKnown(Set<String> names) {
        return names.stream()
                .filter(name -> name.startsWith("org.bytedeco."))
                .allMatch(name -> KNOWN_SETTINGS.containsKey(name)
                        && KNOWN_SETTINGS
                                .get(name)
                                .map(value -> value.equals(System.getProperty(name)))
                                .orElse(true));
    }

    /** Loads what is recorded; false where nothing is, or where it is not true any more. */
    boolean load() {
        List<Path> libraries = recorded();
        if (libraries.isEmpty()) {
            return false;
        }
        System.setProperty(LOAD_PROPERTY, "false"); // JavaCPP's classes would look for what is loaded already
        try {
            libraries.forEach(library -> System.load(library.toString()));
            return true;
        } catch (UnsatisfiedLinkError refused) {
            System.clearProperty(LOAD_PROPERTY);
            return false;
        }
    }

    /** Records what JavaCPP has loaded, if that is all the engine needs. Where it cannot be written, later starts are slower. */
    void record() {
        record(Loader.getLoadedLibraries().values());
    }

    void record(Collection<String> loaded) {
        try {
            List<Path> libraries = new ArrayList<>();
            for (String name : LIBRARIES) {
                Path library = find(name, loaded);
                if (library == null) {
                    return;
                }
                libraries.add(library.toRealPath());
            }
            write(String.join("\n", lines(libraries)) + "\n");
            if (recorded().isEmpty()) { // a name with a line break, or a folder that changes
                Files.deleteIfExists(file);
            }
        } catch (IOException notWritten) {
            // Nothing is lost but time.
        }
    }

    /** The libraries in their order, if all that was recorded is still as it was; else empty. */
    List<Path> recorded() {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() <= LIBRARIES.size() || !lines.get(0).equals(HEAD)) {
                return List.of();
            }
            List<Path> libraries = lines.subList(1, LIBRARIES.size() + 1).stream()
                    .map(Path::of)
                    .toList();
            return lines.equals(lines(libraries)) ? libraries : List.of();
        } catch (IOException | RuntimeException noneOrTorn) {
            return List.of();
        }
    }

    private static @Nullable Path find(String name, Collection<String> loaded) {
        return loaded.stream()
                .map(Path::of)
                .filter(path -> path.isAbsolute() && path.endsWith(name))
                .findFirst()
                .orElse(null);
    }

    private static List<String> lines(List<Path> libraries) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(HEAD);
        Set<Path> folders = new TreeSet<>();
        for (Path library : libraries) {
            lines.add(library.toString());
            folders.add(library.getParent());
        }
        for (Path folder : folders) {
            lines.addAll(beside(folder));
        }
        return lines;
    }

    /** Each file of a folder, as far as it is one; a link by what it leads to. */
    private static List<String> beside(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                if (Files.isRegularFile(entry)) {
                    lines.add(Files.size(entry) + " "
                            + Files.getLastModifiedTime(entry).toMillis() + " " + entry + " " + entry.toRealPath());
                }
            }
        }
        return lines;
    }

    private void write(String text) throws IOException {
        Path beside = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".new");
        try {
            Files.writeString(beside, text, StandardCharsets.UTF_8);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
