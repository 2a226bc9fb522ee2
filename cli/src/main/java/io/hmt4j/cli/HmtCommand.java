package io.hmt4j.cli;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command above all others. */
@Command(
        name = "hmt",
        customSynopsis = "hmt COMMAND [ARGUMENTS] [OPTIONS]",
        commandListHeading = "%nCommands:%n",
        header = "Reads documents of any length in constant memory, and answers from what it remembers.",
        description = {
            "MODEL is a Hugging Face folder: config.json, *.safetensors, tokenizer.json. What HMT adds to it lies in the"
                    + " same folder or in the one that --hmt names. Where there is neither, the memory is fresh and"
                    + " untrained."
        },
        footer = {
            "Examples:",
            "  hmt read models/SmolLM2 book.txt -o book.memory           read a book",
            "  hmt ask models/SmolLM2 -m book.memory \"Who is Rowland?\"   ask about it",
            "  hmt chat models/SmolLM2 -m book.memory                    talk about it",
            "  hmt serve models/SmolLM2                                  a page and an API for it",
            "  hmt show book.memory                                      what it holds",
            "",
            "hmt COMMAND --help explains a command. Exit codes: 0 fine, 1 failed, 2 wrong usage, 130 ended by Ctrl-C."
        })
final class HmtCommand implements Runnable {

    /** All commands by name, in the order of the help. */
    static final List<Entry<String, Class<?>>> COMMANDS = List.of(
            Map.entry("demo", DemoCommand.class),
            Map.entry("read", ReadCommand.class),
            Map.entry("ask", AskCommand.class),
            Map.entry("chat", ChatCommand.class),
            Map.entry("serve", ServeCommand.class),
            Map.entry("generate", GenerateCommand.class),
            Map.entry("trace", TraceCommand.class),
            Map.entry("train", TrainCommand.class),
            Map.entry("show", ShowCommand.class),
            Map.entry("eval", EvalCommand.class),
            Map.entry("bench", BenchCommand.class),
            Map.entry("data", DataCommand.class),
            Map.entry("merge", MergeCommand.class),
            Map.entry("quantize", QuantizeCommand.class),
            Map.entry("doctor", DoctorCommand.class),
            Map.entry("completion", CompletionCommand.class));

    private static final Set<String> VERSION = Set.of("-V", "--version");

    @Spec
    private CommandSpec spec;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "When something fails, say where.")
    private boolean stackTrace;

    /**
     * The commands that arguments can mean: building all of them takes a tenth of a second (docs/log.md). The one that the
     * first argument names, unless it is about all of them; none where that asks for the version; else all.
     */
    static List<Class<?>> commandsFor(String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        if (VERSION.contains(first)) {
            return List.of();
        }
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> command.getKey().equals(first) && command.getValue() != CompletionCommand.class)
                .<Class<?>>map(Entry::getValue)
                .toList();
        return named.isEmpty()
                ? COMMANDS.stream().<Class<?>>map(Entry::getValue).toList()
                : named;
    }

    boolean wantsStackTrace() {
        return stackTrace;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** What {@code --version} says. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"hmt " + Versions.hmt()};
        }
    }
}
