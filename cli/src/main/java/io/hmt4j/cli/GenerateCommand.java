package io.hmt4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hmt4j.generate.FinishReason;
import io.hmt4j.generate.Generation;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hmt generate}. */
@Command(
        name = "generate",
        customSynopsis = "hmt generate MODEL [-p TEXT] [--document FILE] [-m MEMORY] [OPTIONS]",
        header = "Continues a text.",
        description = {
            "The text is a prompt, a document of any length, or both: the document first. The continuation goes to standard"
                    + " output as it comes, its figures to standard error."
        },
        footer = {
            "Examples:",
            "  hmt generate models/SmolLM2 --prompt \"Once upon a time\"",
            "  hmt generate models/SmolLM2 --document book.txt --prompt \"And so\" -n 100 -t 0.8"
        })
final class GenerateCommand implements Callable<Integer> {

    private final Console console;
    private final Interrupts interrupts;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelFlags model = new ModelFlags();

    @Option(
            names = {"-p", "--prompt"},
            paramLabel = "TEXT",
            description = "The text to continue; - reads it from standard input.")
    private @Nullable String prompt;

    @Option(names = "--document", paramLabel = "FILE", description = "A text to read before the prompt.")
    private @Nullable String document;

    @Option(
            names = {"-m", "--memory"},
            paramLabel = "MEMORY",
            description = "A memory to begin with; it stays as it is.")
    private @Nullable Path memoryFolder;

    @Mixin
    private SamplingFlags sampling = new SamplingFlags();

    @Mixin
    private DocumentFlags texts = new DocumentFlags();

    @Option(names = "--json", description = "Print the continuation and its figures as one JSON object.")
    private boolean json;

    GenerateCommand(Console console, Interrupts interrupts) {
        this.console = console;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() throws IOException {
        check();
        String begun = prompt == null ? "" : TextInput.textOrStandardInput(prompt, console);
        try (HmtModel loaded = model.loadFor(memoryFolder, console);
                DocumentMemory memory = memoryFolder == null ? loaded.newMemory() : loaded.openMemory(memoryFolder)) {
            interrupts.listen();
            if (document != null && !read(loaded, memory, new TextInput(document))) {
                return ExitCode.INTERRUPTED;
            }
            return generate(loaded, memory, begun);
        }
    }

    private void check() {
        sampling.check();
        if (prompt == null && document == null && memoryFolder == null) {
            throw new ParameterException(
                    spec.commandLine(), "nothing to continue: give --prompt, --document or --memory");
        }
        if ("-".equals(prompt) && "-".equals(document)) {
            throw new ParameterException(
                    spec.commandLine(), "standard input (-) is either --prompt or --document, not both");
        }
        if (document != null) {
            new TextInput(document).requireReadable();
        }
        if (memoryFolder != null) {
            SavedMemory.requireAt(memoryFolder);
        }
    }

    private boolean read(HmtModel loaded, DocumentMemory memory, TextInput input) throws IOException {
        DocumentReading reading =
                new DocumentReading(console, interrupts, loaded, memory, List.of(input), texts.malformed(), () -> {});
        return reading.read();
    }

    private int generate(HmtModel loaded, DocumentMemory memory, String begun) {
        Tokenizer tokenizer = loaded.text().tokenizer();
        int[] tokens = memory.tokens() == 0
                ? tokenizer.encodeDocument(begun, SpecialTokens.RECOGNISED)
                : tokenizer.encode(begun);
        AnswerPrinter printer = new AnswerPrinter(console, interrupts, !json);
        Generation answer = loaded.generate(memory, tokens, sampling.options(loaded.endIds()), printer);
        printer.endLine(answer);
        if (json) {
            console.printJson(printer.toJson(answer, JsonNodeFactory.instance.objectNode()));
        } else {
            console.say(printer.figures(answer));
        }
        return answer.finishReason() == FinishReason.CANCELLED ? ExitCode.INTERRUPTED : ExitCode.FINE;
    }
}
