package io.hmt4j.cli;

/** The hmt command. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("hmt");
    }
}
