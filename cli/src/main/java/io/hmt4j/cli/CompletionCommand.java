package io.hmt4j.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shell completion. */
@Command(
        name = "completion",
        header = "Prints a script that completes hmt's commands and flags in bash and zsh.",
        footer = {"Example:", "  source <(hmt completion)"})
final class CompletionCommand implements Runnable {

    private final Console console;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.printLine(AutoComplete.bash("hmt", spec.root().commandLine()));
    }
}
