package io.hmt4j.data;

import io.hmt4j.InputException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Finds the files of a corpus. */
final class CorpusPaths {

    private static final Pattern WILD = Pattern.compile("[*?\\[{]");

    /** A sign of globs that stands for itself. */
    private static final Pattern QUOTED = Pattern.compile("\\[([*?\\[{])]");

    private final Path base;

    CorpusPaths(Path base) {
        this.base = base;
    }

    /** The files of all paths in their order, each once. */
    List<Path> find(List<String> paths) {
        Set<Path> found = new LinkedHashSet<>();
        paths.forEach(path -> found.addAll(find(path)));
        return List.copyOf(found);
    }

    /** How messages and documents name a file: as seen from the base, with slashes. */
    String name(Path file) {
        Path absolute = base.toAbsolutePath().normalize();
        Path shown = file.startsWith(absolute) ? absolute.relativize(file) : file;
        return shown.toString().replace('\\', '/');
    }

    private List<Path> find(String path) {
        try {
            Path literal = resolved(path);
            if (Files.isDirectory(literal)) {
                throw new InputException(
                        path + " is a folder; for the files in it give " + path + "/*.txt or the like");
            }
            if (Files.exists(literal)) {
                return List.of(literal);
            }
        } catch (InvalidPathException onlyAGlob) {
            // On Windows a star may stand in no name.
        }
        if (!WILD.matcher(path).find()) {
            throw new InputException(path + " does not exist (in " + base.toAbsolutePath() + ")");
        }
        List<Path> matches = matches(path.replace('\\', '/'));
        if (matches.isEmpty()) {
            throw new InputException(path + " matches no file (in " + base.toAbsolutePath() + ")");
        }
        return matches;
    }

    private Path resolved(String path) {
        return base.resolve(path).toAbsolutePath().normalize();
    }

    private List<Path> matches(String glob) {
        List<String> fixed = new ArrayList<>();
        List<String> wild = new ArrayList<>();
        for (String part : glob.split("/", -1)) {
            boolean isFixed = !WILD.matcher(QUOTED.matcher(part).replaceAll("")).find();
            if (wild.isEmpty() && isFixed) {
                fixed.add(QUOTED.matcher(part).replaceAll("$1"));
            } else {
                wild.add(part);
            }
        }
        Path start = resolved(fixed.isEmpty() ? "." : String.join("/", fixed) + "/");
        return Files.isDirectory(start) ? walk(start, glob, String.join("/", wild)) : List.of();
    }

    private static List<Path> walk(Path start, String glob, String wild) {
        PathMatcher matcher = matcher(glob, wild);
        int depth = wild.contains("**") ? Integer.MAX_VALUE : wild.split("/", -1).length;
        try (Stream<Path> files = Files.walk(start, depth, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> matcher.matches(start.relativize(file)))
                    .filter(file -> !isHidden(start.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(file -> file.toString().replace('\\', '/')))
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new InputException(glob + ": the folder " + start + " cannot be listed: " + e.getMessage(), e);
        }
    }

    /** As in a shell, a glob finds nothing whose name begins with a dot: nor the cache beside the texts. */
    private static boolean isHidden(Path found) {
        for (Path part : found) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /** {@code **}{@code /} stands for no folder as well. */
    private static PathMatcher matcher(String glob, String wild) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + wild.replace("**/", "{**/,}"));
        } catch (PatternSyntaxException e) {
            throw new InputException(glob + " is no glob: " + e.getDescription(), e);
        }
    }
}
