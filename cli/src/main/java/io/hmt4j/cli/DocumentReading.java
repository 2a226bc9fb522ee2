package io.hmt4j.cli;

import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.memory.Source;
import io.hmt4j.memory.TextReader;
import io.hmt4j.tokenizer.MalformedText;
import io.hmt4j.tokenizer.Utf8Reader;
import java.io.IOException;
import java.util.List;

/** Reads texts into a memory, one after the other, with progress, until they end or Ctrl-C. */
final class DocumentReading implements ReadListener {

    private final Console console;
    private final Interrupts interrupts;
    private final HmtModel model;
    private final DocumentMemory memory;
    private final MalformedText malformed;
    private final ReadProgress progress;
    private final List<TextInput> inputs;
    private final Runnable afterSegment;

    /**
     * Prepares a reading; the time begins here.
     *
     * @param inputs the texts, without those the memory holds already
     * @param afterSegment called after each segment
     */
    DocumentReading(
            Console console,
            Interrupts interrupts,
            HmtModel model,
            DocumentMemory memory,
            List<TextInput> inputs,
            MalformedText malformed,
            Runnable afterSegment) {
        this.console = console;
        this.interrupts = interrupts;
        this.model = model;
        this.memory = memory;
        this.inputs = inputs;
        this.malformed = malformed;
        this.afterSegment = afterSegment;
        this.progress = new ReadProgress(console, inputs, memory);
    }

    /**
     * Reads.
     *
     * @return whether all texts were read to their ends
     * @throws IOException if a text cannot be read further; the memory holds what came before
     */
    boolean read() throws IOException {
        TextReader reader = new TextReader(model);
        try {
            for (TextInput input : inputs) {
                try (Utf8Reader text = input.open(console, malformed)) {
                    progress.begin(text, memory.tokens() - tokensOfUnfinished(input.name()));
                    if (!reader.read(memory, input.name(), text, this).complete()) {
                        return false;
                    }
                    progress.end();
                }
            }
            return true;
        } finally {
            progress.clear();
        }
    }

    ReadProgress progress() {
        return progress;
    }

    @Override
    public void segmentRead(DocumentMemory changed) {
        progress.show(changed);
        afterSegment.run();
    }

    @Override
    public boolean cancelled() {
        return interrupts.raised();
    }

    private long tokensOfUnfinished(String name) {
        List<Source> sources = memory.sources();
        Source last = sources.isEmpty() ? new Source("", 0, 0, true) : sources.get(sources.size() - 1);
        return last.name().equals(name) && !last.complete() ? last.tokens() : 0;
    }
}
