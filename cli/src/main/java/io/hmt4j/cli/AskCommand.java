package io.hmt4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hmt4j.generate.FinishReason;
import io.hmt4j.generate.Generation;
import io.hmt4j.memory.Conversation;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hmt ask}. */
@Command(
        name = "ask",
        customSynopsis = "hmt ask MODEL -m MEMORY QUESTION [OPTIONS]",
        header = "Asks a question about what a memory holds.",
        description = {
            "The answer goes to standard output as it comes, its figures to standard error. The memory stays as it is. A"
                    + " model with a chat template is asked in its words; any other continues the question."
        },
        footer = {
            "Examples:",
            "  hmt ask models/SmolLM2 --memory book.memory \"Who is the narrator?\"",
            "  echo \"Who is the narrator?\" | hmt ask models/SmolLM2 --memory book.memory -"
        })
final class AskCommand implements Callable<Integer> {

    private final Console console;
    private final Interrupts interrupts;

    @Mixin
    private ModelFlags model = new ModelFlags();

    @Mixin
    private SamplingFlags sampling = new SamplingFlags();

    @Option(
            names = {"-m", "--memory"},
            paramLabel = "MEMORY",
            required = true,
            description = "Folder of the memory, from hmt read.")
    private Path memoryFolder;

    @Option(names = "--json", description = "Print the answer and its figures as one JSON object.")
    private boolean json;

    @Parameters(index = "1", paramLabel = "QUESTION", description = "The question; - reads it from standard input.")
    private String question;

    AskCommand(Console console, Interrupts interrupts) {
        this.console = console;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() throws IOException {
        sampling.check();
        SavedMemory.requireAt(memoryFolder);
        String asked = TextInput.textOrStandardInput(question, console);
        try (HmtModel loaded = model.loadFor(memoryFolder, console);
                DocumentMemory memory = loaded.openMemory(memoryFolder)) {
            interrupts.listen();
            AnswerPrinter printer = new AnswerPrinter(console, interrupts, !json);
            Generation answer = new Conversation(loaded, memory).ask(asked, sampling.options(loaded.endIds()), printer);
            printer.endLine(answer);
            if (json) {
                console.printJson(printer.toJson(answer, JsonNodeFactory.instance.objectNode()));
            } else {
                console.say(printer.figures(answer));
            }
            return answer.finishReason() == FinishReason.CANCELLED ? ExitCode.INTERRUPTED : ExitCode.FINE;
        }
    }
}
