package io.hmt4j.cli;

import io.hmt4j.InputException;
import io.hmt4j.generate.Generation;
import io.hmt4j.memory.Conversation;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A conversation at the terminal, line by line. */
final class Chat implements AutoCloseable {

    private static final String HELP = """
            /memory  what the memory holds
            /reset   forget the conversation: back to the memory at the start
            /help    this
            /exit    end (so does the end of input, or Ctrl-C)""";

    private final Console console;
    private final Interrupts interrupts;
    private final HmtModel model;
    private final DocumentMemory start;
    private final @Nullable Path save;
    private final SamplingFlags sampling;
    private DocumentMemory memory;
    private Conversation conversation;

    /** A chat that begins with a memory, which it leaves as it is. */
    Chat(
            Console console,
            Interrupts interrupts,
            HmtModel model,
            DocumentMemory start,
            @Nullable Path save,
            SamplingFlags sampling) {
        this.console = console;
        this.interrupts = interrupts;
        this.model = model;
        this.start = start;
        this.save = save;
        this.sampling = sampling;
        this.memory = start.copy();
        this.conversation = new Conversation(model, memory);
    }

    /** Talks until the input or the user ends it. */
    void run() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
        if (console.isTyped()) {
            console.say("Talking to " + model.identity().name() + "; /help lists the commands.");
        }
        for (String line = nextLine(lines); line != null; line = nextLine(lines)) {
            String message = line.strip();
            if (message.equals("/exit")) {
                return;
            }
            if (!message.isEmpty()) {
                take(message);
            }
        }
    }

    private @Nullable String nextLine(BufferedReader lines) throws IOException {
        if (!console.isTyped()) {
            return interrupts.raised() ? null : lines.readLine();
        }
        interrupts.whileIdle(() -> {
            console.say("");
            Runtime.getRuntime()
                    .halt(ExitCode.FINE); // all is saved, and the thread that waits for a line cannot be woken
        });
        console.ask("> ");
        String line = lines.readLine();
        interrupts.whileIdle(null);
        if (line == null) {
            console.say("");
        }
        return line;
    }

    private void take(String message) {
        switch (message) {
            case "/help" -> console.say(HELP);
            case "/memory" -> console.say(figures());
            case "/reset" -> reset();
            default -> {
                if (message.startsWith("/")) {
                    console.say("hmt: " + message + " is no command; /help lists them");
                } else {
                    answer(message);
                }
            }
        }
    }

    private void answer(String message) {
        try {
            AnswerPrinter printer = new AnswerPrinter(console, interrupts, true);
            Generation answer = conversation.say(message, sampling.options(model.endIds()), printer);
            printer.endLine(answer);
            if (save != null) {
                model.saveMemory(memory, save);
            }
        } catch (InputException refused) {
            if (!console.isTyped()) {
                throw refused;
            }
            console.say("hmt: " + refused.getMessage());
        }
        if (console.isTyped()) {
            interrupts.clear();
        }
    }

    private void reset() {
        memory.close();
        memory = start.copy();
        conversation = new Conversation(model, memory);
        console.say("Back to the memory at the start.");
    }

    private String figures() {
        long talk = memory.tokens() - start.tokens();
        return Figures.count(memory.tokens(), "token") + " read, " + Figures.count(talk) + " of them in this chat; "
                + Figures.count(memory.segments(), "segment") + ", " + Figures.count(memory.memories())
                + " in memory (" + Figures.bytes(memory.bankBytes()) + "), "
                + Figures.count(memory.pendingTokens(), "token") + " in the open segment";
    }

    @Override
    public void close() {
        memory.close();
    }
}
