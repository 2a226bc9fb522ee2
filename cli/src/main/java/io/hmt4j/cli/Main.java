package io.hmt4j.cli;

import io.hmt4j.tensor.ProcessEnd;

/** Where the JVM starts. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int exitCode;
        try (EngineStart engine = EngineStart.beside(arguments)) {
            exitCode = new Cli(Console.ofProcess(), new Interrupts()).run(arguments);
        }
        if (exitCode == ExitCode.FINE && EngineStart.isWanted(arguments)) { // so it is loaded
            ProcessEnd.skipDestructors();
        }
        System.exit(exitCode);
    }
}
