package io.hmt4j.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/**
 * Which libtorch this is.
 *
 * @param libtorch its version
 * @param preset version of the Java binding, {@code org.bytedeco:pytorch}
 * @param javacpp version of JavaCPP
 * @param platform the platform its libraries were built for, such as {@code linux-x86_64}
 * @param cuda whether this is the build for NVIDIA GPUs
 * @param blas the linear algebra library that was asked for, {@code MKL} or {@code OpenBLAS}
 * @param blasLibraries names of the linear algebra libraries loaded into this process; empty where the system does not
 *     tell (it does on Linux)
 */
public record EngineBuild(
        String libtorch,
        String preset,
        String javacpp,
        String platform,
        boolean cuda,
        String blas,
        Set<String> blasLibraries) {

    private static final Path LINUX_MAPS = Path.of("/proc/self/maps");

    /** MKL's jar holds copies of MKL named libopenblas, for the engine to link with: they are not counted. */
    private static final Pattern BLAS_LIBRARY =
            Pattern.compile("/(libmkl_[^/]*|(?<!/mkl/[^/]{1,32}/)libopenblas[^/]*)$");

    private static final String UNKNOWN = "unknown";

    public EngineBuild {
        blasLibraries = Collections.unmodifiableSet(new TreeSet<>(blasLibraries));
    }

    static EngineBuild collect() {
        String preset = version("org.bytedeco", "pytorch");
        return new EngineBuild(
                preset.replaceFirst("-.*", ""), // the binding's version begins with libtorch's
                preset,
                version("org.bytedeco", "javacpp"),
                Loader.getPlatform(),
                torch.hasCUDA(),
                Engine.blas(),
                loadedFrom(LINUX_MAPS));
    }

    /** Whether products run in MKL, as far as the system tells. */
    public boolean usesMkl() {
        return blas.equals("MKL") && blasLibraries.stream().noneMatch(name -> name.startsWith("libopenblas"));
    }

    /** File names of linear algebra libraries in a table of mappings like Linux's; empty where there is none. */
    static Set<String> loadedFrom(Path maps) {
        Set<String> names = new TreeSet<>();
        try {
            for (String line : Files.readAllLines(maps)) {
                Matcher matcher = BLAS_LIBRARY.matcher(line);
                if (matcher.find()) {
                    names.add(matcher.group(1));
                }
            }
        } catch (IOException notLinux) {
            return Set.of();
        }
        return names;
    }

    private static String version(String group, String artifact) {
        try {
            String version = Loader.getVersion(group, artifact);
            return version == null ? UNKNOWN : version;
        } catch (IOException | RuntimeException repackaged) {
            return UNKNOWN; // a jar without Maven's properties, as some shaded ones are
        }
    }
}
