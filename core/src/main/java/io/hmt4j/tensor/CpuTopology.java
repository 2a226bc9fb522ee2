package io.hmt4j.tensor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** How many physical cores there are: hardware threads of one core share its vector units, so products gain nothing. */
final class CpuTopology {

    private static final Path LINUX_CPUS = Path.of("/sys/devices/system/cpu");

    private CpuTopology() {}

    /** The number of physical cores this process may use, at least 1. */
    static int physicalCores() {
        int available = Runtime.getRuntime().availableProcessors();
        int listed = coresListedBy(LINUX_CPUS);
        return listed == 0 ? available : Math.min(available, listed);
    }

    /** Counts distinct sibling groups below a folder laid out like Linux's; 0 where it cannot be read. */
    static int coresListedBy(Path cpus) {
        Set<String> siblings = new HashSet<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(cpus, "cpu[0-9]*")) {
            for (Path folder : folders) {
                Path list = folder.resolve("topology").resolve("thread_siblings_list");
                if (Files.isReadable(list)) {
                    siblings.add(Files.readString(list).strip());
                }
            }
        } catch (IOException notLinux) {
            return 0;
        }
        return siblings.size();
    }
}
