package io.hmt4j.tensor;

import java.nio.file.Files;
import java.nio.file.Path;

/** The driver of NVIDIA GPUs, seen without the engine: a CPU build knows nothing of them. */
final class NvidiaDriver {

    private static final Path LINUX_DRIVER = Path.of("/proc/driver/nvidia/version");

    private NvidiaDriver() {}

    /** Whether Linux has the driver loaded; false on other systems. */
    static boolean isPresent() {
        return Files.exists(LINUX_DRIVER);
    }
}
