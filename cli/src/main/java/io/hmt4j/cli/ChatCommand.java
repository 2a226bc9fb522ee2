package io.hmt4j.cli;

import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hmt chat}. */
@Command(
        name = "chat",
        customSynopsis = "hmt chat MODEL [-m MEMORY] [OPTIONS]",
        header = "Talks about what a memory holds, and remembers the talk.",
        description = {
            "Type a message a line. /help lists the commands. Ctrl-C ends an answer, or at the prompt the chat."
        },
        footer = {
            "Examples:",
            "  hmt chat models/SmolLM2 --memory book.memory",
            "  hmt chat models/SmolLM2 --memory book.memory --save book-and-talk.memory < questions.txt"
        })
final class ChatCommand implements Callable<Integer> {

    private final Console console;
    private final Interrupts interrupts;

    @Mixin
    private ModelFlags model = new ModelFlags();

    @Option(
            names = {"-m", "--memory"},
            paramLabel = "MEMORY",
            description = "Folder of a memory to begin with; it stays as it is.")
    private @Nullable Path memoryFolder;

    @Option(
            names = "--save",
            paramLabel = "MEMORY",
            description = "Folder to keep the memory with the conversation in, saved after each answer.")
    private @Nullable Path save;

    @Mixin
    private SamplingFlags sampling = new SamplingFlags();

    ChatCommand(Console console, Interrupts interrupts) {
        this.console = console;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() throws IOException {
        sampling.check();
        if (memoryFolder != null) {
            SavedMemory.requireAt(memoryFolder);
        }
        if (save != null) {
            new SavedMemory(save).requireWritable(true);
        }
        try (HmtModel loaded = model.loadFor(memoryFolder, console);
                DocumentMemory start = memoryFolder == null ? loaded.newMemory() : loaded.openMemory(memoryFolder);
                Chat chat = new Chat(console, interrupts, loaded, start, save, sampling)) {
            interrupts.listen();
            chat.run();
            return ExitCode.FINE;
        }
    }
}
