package io.hmt4j.cli;

import io.hmt4j.InputException;
import io.hmt4j.task.Task;
import io.hmt4j.task.Tasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Tasks, and where their examples come from. */
final class EvalTaskFlags {

    @Option(
            names = "--task",
            split = ",",
            paramLabel = "NAME",
            description = "Tasks by name; hmt data tasks lists them.")
    private List<String> tasks = new ArrayList<>();

    @Option(
            names = "--task-data",
            paramLabel = "[NAME=]FILE",
            description = "File with the examples of a task. Repeatable; with one task its name may be left out.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--skip",
            paramLabel = "N",
            description = "Examples of a file to leave out first, such as those that were trained on. Default: none.")
    private int skip;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Length of generated contexts, in tokens. Default: 16 segments.")
    private int tokens;

    @Option(names = "--count", paramLabel = "N", description = "Examples to generate. Default: ${DEFAULT-VALUE}.")
    private int count = 50;

    @Option(
            names = "--apply-chat-template",
            description = "Put questions in the words of the model's chat template; the context is read as it stands.")
    private boolean chat;

    /** Throws where a number is too small. */
    void check() {
        EvalCommand.require("--count", count, 1);
        EvalCommand.require("--skip", skip, 0);
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** The tasks. Throws for a name that is not known, with the nearest that is. */
    List<Task> tasks() {
        return tasks.stream().map(Tasks::named).toList();
    }

    /** The file of each task that has one. */
    Map<String, Path> files() {
        Map<String, Path> byTask = new LinkedHashMap<>();
        for (String file : files) {
            int sign = file.indexOf('=');
            String name = sign < 0 ? "" : file.substring(0, sign);
            if (tasks.contains(name)) {
                byTask.put(name, Path.of(file.substring(sign + 1)));
            } else if (tasks.size() == 1) {
                byTask.put(tasks.get(0), Path.of(file));
            } else {
                throw new InputException("--task-data " + file
                        + " does not say which task it is for; allowed: NAME=FILE with NAME one of "
                        + String.join(", ", tasks));
            }
        }
        return byTask;
    }

    /** Length of generated contexts. */
    int tokens(int segmentTokens) {
        return tokens == 0 ? Math.multiplyExact(16, segmentTokens) : EvalCommand.require("--tokens", tokens, 1);
    }

    int count() {
        return count;
    }

    int skip() {
        return skip;
    }

    boolean chat() {
        return chat;
    }
}
