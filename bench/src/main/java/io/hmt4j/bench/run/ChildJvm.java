package io.hmt4j.bench.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM like this one, with its flags and its class path. */
final class ChildJvm {

    /** Flags that belong to one process: the archive of the launcher, debuggers. */
    private static final List<String> OWN =
            List.of("-XX:SharedArchiveFile", "-XX:ArchiveClassesAtExit", "-agentlib", "-javaagent");

    private ChildJvm() {}

    /** Starts a main class; its streams are the caller's. */
    static Process start(Class<?> main) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (OWN.stream().noneMatch(flag::startsWith)) {
                command.add(flag);
            }
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        return new ProcessBuilder(command).start();
    }
}
