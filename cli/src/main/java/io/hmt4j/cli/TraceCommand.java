package io.hmt4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.checkpoint.SafetensorsWriter;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.memory.Trace;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.StreamingEncoder;
import io.hmt4j.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.Reader;
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
        customSynopsis = "hmt trace MODEL (--text FILE | --tokens FILE) -o OUT [OPTIONS]",
        header = "Writes what happens while a document is read: losses, memories, recall weights.",
        description = {
            "OUT holds token_nll (1, T-1), and where the mode has them memory_out and memory_in [segment, 1, width],"
                    + " recalled [segment-1, 1, width] and scores_softmax [segment-1, 1, bank]. The figures are printed as"
                    + " JSON: segments, mean loss, perplexity (exp of the mean loss), how far back each segment recalled"
                    + " (1: the newest memory). All of it is held in memory: not for documents without end."
        },
        footer = {"Example:", "  hmt trace MODEL --tokens ids.json --query preceding -o trace.safetensors"})
final class TraceCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private ModelFlags flags = new ModelFlags();

    @ArgGroup(multiplicity = "1")
    private Input input = new Input();

    @Mixin
    private DocumentFlags document = new DocumentFlags();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "File to write.")
    private Path output = Path.of("");

    TraceCommand(Console console) {
        this.console = console;
    }

    // Scripts give it to every command.
    @Option(names = "--json", description = "Nothing changes: the figures are JSON always.")
    void json(boolean ignored) {}

    /** What is read; one of the two. */
    static final class Input {

        @Option(names = "--text", paramLabel = "FILE", description = "A document, UTF-8; - is standard input.")
        private @Nullable String text;

        @Option(names = "--tokens", paramLabel = "FILE", description = "A JSON array of token ids.")
        private @Nullable Path tokens;
    }

    @Override
    public Integer call() throws IOException {
        try (HmtModel model = flags.load(console);
                Scope scope = Scope.withoutGradient()) {
            int[] ids = document(model);
            Stopwatch watch = new Stopwatch();
            Trace trace = model.trace(List.of(ids), ReadListener.SILENT).get(0);
            Map<String, Tensor> tensors = TraceTensors.of(trace);
            SafetensorsWriter.write(output, tensors, Map.of("format", "pt"));
            ObjectNode summary = TraceSummary.of(trace, model.config(), tensors);
            summary.put("seconds", watch.seconds());
            summary.put("output", output.toString());
            say(ids, model);
            console.printJson(summary);
        }
        return ExitCode.FINE;
    }

    private void say(int[] ids, HmtModel model) {
        if (ids.length == 1) {
            console.say("hmt: a document of one token has no loss: nothing comes before it to predict it from");
        }
        if (!TraceSummary.isStrictlyCausal(model.config())) {
            console.say("hmt: recall queries are made from the segment they help to predict, as in the paper: the"
                    + " perplexity is not strictly causal (--query preceding is)");
        }
    }

    private int[] document(HmtModel model) throws IOException {
        if (input.text != null) {
            return encode(new TextInput(input.text), model.text().tokenizer());
        }
        if (input.tokens == null) {
            throw new IllegalStateException("the command line lets one of --text and --tokens through");
        }
        int[] ids = TokenFile.read(input.tokens, model.backbone().shape().vocabulary());
        requireTokens(ids, input.tokens.toString());
        return ids;
    }

    private int[] encode(TextInput text, Tokenizer tokenizer) throws IOException {
        IntStream.Builder ids = IntStream.builder();
        text.requireReadable();
        try (Reader reader = text.open(console, document.malformed())) {
            StreamingEncoder encoder = tokenizer.stream(reader, SpecialTokens.AS_TEXT);
            for (int[] next = encoder.next(); next.length > 0; next = encoder.next()) {
                IntStream.of(next).forEach(ids);
            }
        }
        int[] own = ids.build().toArray();
        requireTokens(own, text.name());
        return IntStream.concat(IntStream.of(tokenizer.documentStartIds()), IntStream.of(own))
                .toArray();
    }

    private static void requireTokens(int[] ids, String source) {
        if (ids.length == 0) {
            throw new InputException(source + " is empty; allowed: at least one token");
        }
    }
}
