package io.hmt4j.cli;

import io.hmt4j.checkpoint.AtomicFile;
import io.hmt4j.task.ExampleGenerator;
import io.hmt4j.task.ExampleLine;
import io.hmt4j.task.GenerationRequest;
import io.hmt4j.task.Task;
import io.hmt4j.task.Tasks;
import io.hmt4j.task.TextLength;
import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.Tokenizer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hmt data generate}. */
@Command(
        name = "generate",
        customSynopsis = "hmt data generate --task NAME --chars N|--tokens N -o FILE [OPTIONS]",
        header =
                "Makes examples of a task: a long context, a question, its answers, and where the context states them.",
        description = {
            "Writes JSON lines with id, task, context, question, answers, choices and evidence; evidence is a list of"
                    + " [from, to], positions in the UTF-16 characters of the context. hmt data tasks lists the tasks."
        },
        footer = {
            "Examples:",
            "  hmt data generate --task niah_single_2 --chars 20000 -o needle.jsonl",
            "  hmt data generate --task babilong_qa2 --tokens 8000 --model MODEL -o qa2.jsonl",
            "  hmt data generate --task passkey --chars 5000 --depth 0.1 -o -"
        })
final class DataGenerateCommand implements Callable<Integer> {

    private static final String STANDARD_OUTPUT = "-";

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(names = "--task", paramLabel = "NAME", required = true, description = "Name of the task.")
    private String task;

    @ArgGroup(multiplicity = "1")
    private Length length = new Length();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "Folder whose tokenizer counts for --tokens; no weights are loaded.")
    private @Nullable Path model;

    @Option(names = "--count", paramLabel = "N", description = "Number of examples. Default: ${DEFAULT-VALUE}.")
    private int count = 100;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed; a recipe's own seed makes what it trains on. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private HidingFlags hiding = new HidingFlags();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "File to write, whole or not at all; - prints the lines.")
    private String output;

    /** How long contexts are. */
    private static final class Length {

        @Option(names = "--chars", paramLabel = "N", description = "Length of a context, in characters.")
        private @Nullable Integer characters;

        @Option(names = "--tokens", paramLabel = "N", description = "Length of a context, in tokens of --model.")
        private @Nullable Integer tokens;
    }

    DataGenerateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (count < 1) {
            throw wrongUsage("--count is " + count + "; allowed: 1 and more");
        }
        if ((length.tokens == null) != (model == null)) {
            throw wrongUsage(
                    model == null
                            ? "--tokens needs --model to count them; --chars N needs none"
                            : "--model counts for --tokens only");
        }
        Task named = Tasks.named(task);
        if (model == null) {
            generate(named, TextLength.characters(orZero(length.characters)));
        } else {
            try (Tokenizer tokenizer = Tokenizer.load(model)) {
                generate(named, TextLength.tokens(orZero(length.tokens), text -> tokens(tokenizer, text)));
            }
        }
        return ExitCode.FINE;
    }

    private void generate(Task named, TextLength target) throws IOException {
        ExampleGenerator generator = named.requireGenerator();
        GenerationRequest request = hiding.request(named, target, seed);
        Stream<String> lines = LongStream.range(0, count)
                .mapToObj(number -> ExampleLine.of(named, generator.generate(request, number)) + "\n");
        if (output.equals(STANDARD_OUTPUT)) {
            write(lines, console.out());
            return;
        }
        AtomicFile.write(Path.of(output), channel -> write(lines, Channels.newOutputStream(channel)));
        console.say(output + ": " + Figures.count(count, "example") + " of " + task);
    }

    private static void write(Stream<String> lines, OutputStream target) throws IOException {
        OutputStream buffered = new BufferedOutputStream(target);
        for (String line : (Iterable<String>) lines::iterator) {
            buffered.write(line.getBytes(StandardCharsets.UTF_8));
        }
        buffered.flush();
    }

    private static int tokens(Tokenizer tokenizer, String text) {
        return tokenizer.encode(text, SpecialTokens.AS_TEXT).length;
    }

    private static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private ParameterException wrongUsage(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
