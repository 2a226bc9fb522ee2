package io.hmt4j.cli;

/** Where the JVM starts. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new Cli(Console.ofProcess(), new Interrupts()).run(arguments));
    }
}
