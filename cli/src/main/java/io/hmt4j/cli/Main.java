package io.hmt4j.cli;

/** Where the JVM starts. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int exitCode;
        try (EngineStart engine = EngineStart.beside(arguments)) {
            exitCode = new Cli(Console.ofProcess(), new Interrupts()).run(arguments);
        }
        System.exit(exitCode);
    }
}
