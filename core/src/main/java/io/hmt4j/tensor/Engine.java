package io.hmt4j.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;

/**
 * Starts libtorch once, with the settings that were measured to matter (docs/log.md).
 *
 * <p>Every class of this package starts the engine before it touches a tensor, so a program has nothing to call. What
 * the launcher sets in the environment is set here too, for programs that use the library: a value the user has set
 * wins.
 */
public final class Engine {

    private static final String BLAS_PROPERTY = "org.bytedeco.openblas.load";
    private static final String MKL_REDISTRIBUTABLE = "org.bytedeco.mkl.global.mkl_rt";
    private static final String CUDA_PRESET = "org.bytedeco.cuda.global.cudart";

    private static volatile int threads;

    static {
        setProperties();
        setEnvironment();
        loadLibraries();
    }

    private Engine() {}

    /** Loads the native libraries if they are not loaded yet. */
    public static void start() {
        // The static initializer has done it.
    }

    /** The name of the linear algebra library behind the products: {@code MKL} or {@code OpenBLAS}. */
    public static String blas() {
        return "mkl".equals(System.getProperty(BLAS_PROPERTY)) ? "MKL" : "OpenBLAS";
    }

    /** Threads one product runs on. */
    public static int threads() {
        return threads;
    }

    /** Sets the threads one product runs on; the default is the number of physical cores. */
    public static void setThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; allowed: 1 and more");
        }
        Engine.threads = threads;
        if (torch.get_num_threads() != threads) { // setting it makes a pool of threads that nothing here uses
            torch.set_num_threads(threads);
        }
    }

    /** Seeds the engine's own random numbers (initial weights; sampling has a seed of its own). */
    public static void seed(long seed) {
        torch.manual_seed(seed);
    }

    /** Native objects alive in this process: what a leak makes grow. */
    public static long liveObjects() {
        return Pointer.totalCount();
    }

    /** Resident memory of this process in bytes. */
    public static long residentBytes() {
        return Pointer.physicalBytes();
    }

    /** The most resident memory this process ever had, in bytes: as Linux counts it, elsewhere what it has now. */
    public static long peakResidentBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseGet(Engine::residentBytes);
        } catch (IOException notLinux) {
            return residentBytes();
        }
    }

    private static void setProperties() {
        // JavaCPP's default limit, 4 x -Xmx of resident memory, would end a process that maps a large model.
        setDefaultProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        setDefaultProperty("org.bytedeco.javacpp.maxBytes", "0");
        if (onClassPath(MKL_REDISTRIBUTABLE)) {
            setDefaultProperty(BLAS_PROPERTY, "mkl");
        }
        if (!onClassPath(CUDA_PRESET)) {
            // Without this the CPU build looks for two dozen CUDA libraries: a quarter of its start.
            setDefaultProperty("org.bytedeco.javacpp.platform.extension", "");
        }
    }

    private static void setEnvironment() {
        NativeEnvironment.setDefault("GOMP_SPINCOUNT", "1000");
        NativeEnvironment.setDefault("MKL_THREADING_LAYER", "GNU");
        NativeEnvironment.setDefault(
                "MKL_DYNAMIC", "FALSE"); // else the threads of a product, and its rounding, vary with the load
    }

    private static void loadLibraries() {
        Optional<RecordedLibraries> record = RecordedLibraries.ofThisProcess();
        if (record.isEmpty() || !record.get().load()) {
            Loader.load(torch.class);
            record.ifPresent(RecordedLibraries::record);
        }
        setThreads(CpuTopology.physicalCores());
    }

    private static void setDefaultProperty(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    private static boolean onClassPath(String className) {
        return Engine.class.getClassLoader().getResource(className.replace('.', '/') + ".class") != null;
    }
}
