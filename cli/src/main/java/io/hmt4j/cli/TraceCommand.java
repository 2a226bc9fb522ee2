package io.hmt4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.checkpoint.SafetensorsWriter;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.memory.Trace;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tokenizer.MalformedText;
import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.Tokenizer;
import io.hmt4j.tokenizer.Utf8Reader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hmt trace}. */
@Command(
        name = "trace",
        header = "Writes what happens while a document is read: losses, memories, recall weights.",
        description = {
            "OUT holds token_nll (1, T-1), and where the mode has them memory_out and memory_in [segment, 1, width],"
                    + " recalled [segment-1, 1, width] and scores_softmax [segment-1, 1, bank]. The figures are printed as"
                    + " JSON: segments, mean loss, perplexity (exp of the mean loss), how far back each segment recalled"
                    + " (1: the newest memory). All of it is held in memory: not for documents without end."
        },
        footer = {
            "Example:",
            "  hmt trace MODEL --tokens ids.json --segment-tokens 512 --query preceding -o trace.safetensors"
        })
final class TraceCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private ModelFlags flags = new ModelFlags();

    @ArgGroup(multiplicity = "1")
    private Input input = new Input();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "File to write.")
    private Path output = Path.of("");

    TraceCommand(Console console) {
        this.console = console;
    }

    /** What is read; one of the two. */
    static final class Input {

        @Option(names = "--text", paramLabel = "FILE", description = "A document, UTF-8.")
        private @Nullable Path text;

        @Option(names = "--tokens", paramLabel = "FILE", description = "A JSON array of token ids.")
        private @Nullable Path tokens;
    }

    @Override
    public Integer call() throws IOException {
        try (HmtModel model = flags.load(console);
                Scope scope = Scope.withoutGradient()) {
            int[] document = document(model);
            long start = System.nanoTime();
            Trace trace = model.trace(List.of(document), ReadListener.SILENT).get(0);
            Map<String, Tensor> tensors = TraceTensors.of(trace);
            SafetensorsWriter.write(output, tensors, Map.of("format", "pt"));
            ObjectNode summary = TraceSummary.of(trace, model.config(), tensors);
            summary.put("seconds", (System.nanoTime() - start) / 1e9);
            summary.put("output", output.toString());
            say(document, model);
            console.printJson(summary);
        }
        return ExitCode.FINE;
    }

    private void say(int[] document, HmtModel model) {
        if (document.length == 1) {
            console.say("hmt: a document of one token has no loss: nothing comes before it to predict it from");
        }
        if (!TraceSummary.isStrictlyCausal(model.config())) {
            console.say("hmt: recall queries are made from the segment they help to predict, as in the paper: the"
                    + " perplexity is not strictly causal (--query preceding is)");
        }
    }

    private int[] document(HmtModel model) throws IOException {
        Path text = input.text;
        Path file = text == null ? tokens() : text;
        int[] document =
                text == null ? TokenFile.read(file, model.backbone().shape().vocabulary()) : encode(text, model);
        if (document.length == 0) {
            throw new InputException(file + " is empty; allowed: at least one token");
        }
        return document;
    }

    private Path tokens() {
        if (input.tokens == null) {
            throw new IllegalStateException("the command line lets one of --text and --tokens through");
        }
        return input.tokens;
    }

    private static int[] encode(Path file, HmtModel model) throws IOException {
        Tokenizer tokenizer = model.text().tokenizer();
        IntStream.Builder ids = IntStream.builder();
        try (Reader reader = new Utf8Reader(Files.newInputStream(file), file.toString(), MalformedText.REFUSE)) {
            var stream = tokenizer.stream(reader, SpecialTokens.AS_TEXT);
            for (int[] next = stream.next(); next.length > 0; next = stream.next()) {
                IntStream.of(next).forEach(ids);
            }
        }
        int[] own = ids.build().toArray();
        return own.length == 0
                ? own
                : IntStream.concat(IntStream.of(tokenizer.documentStartIds()), IntStream.of(own))
                        .toArray();
    }
}
