package io.hmt4j.cli;

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
        subcommands = {
            DemoCommand.class,
            ReadCommand.class,
            AskCommand.class,
            ChatCommand.class,
            ServeCommand.class,
            GenerateCommand.class,
            TraceCommand.class,
            TrainCommand.class,
            ShowCommand.class,
            EvalCommand.class,
            BenchCommand.class,
            DataCommand.class,
            MergeCommand.class,
            DoctorCommand.class,
            CompletionCommand.class
        },
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

    @Spec
    private CommandSpec spec;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "When something fails, say where.")
    private boolean stackTrace;

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
