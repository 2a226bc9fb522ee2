package io.hmt4j.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hmt show}. */
@Command(name = "show", header = "Says what a folder is: a model, memory parameters, the memory of a document.")
final class ShowCommand implements Runnable {

    private final Console console;

    @Parameters(paramLabel = "FOLDER", description = "The folder.")
    private Path folder;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.say(folder.toString());
    }
}
