package io.hmt4j.tensor;

import java.lang.management.ManagementFactory;

/**
 * The JVM this runs on.
 *
 * @param version its version, such as {@code 17.0.15}
 * @param feature the first number of it
 * @param name its name and vendor
 * @param system the operating system with its version and architecture
 * @param heapBytes the most its heap may grow to ({@code -Xmx}); weights live outside it
 * @param nativeAccess whether native access was allowed by {@code --enable-native-access}
 * @param fileNameEncoding the character set of file names
 */
public record JavaRuntime(
        String version,
        int feature,
        String name,
        String system,
        long heapBytes,
        boolean nativeAccess,
        String fileNameEncoding) {

    /** Reads the running JVM's facts; needs no engine. */
    public static JavaRuntime collect() {
        return new JavaRuntime(
                System.getProperty("java.version"),
                Runtime.version().feature(),
                System.getProperty("java.vm.name") + ", " + System.getProperty("java.vendor"),
                String.join(
                        " ",
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch")),
                Runtime.getRuntime().maxMemory(),
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .anyMatch(flag -> flag.startsWith("--enable-native-access")),
                System.getProperty("sun.jnu.encoding", "UTF-8"));
    }
}
