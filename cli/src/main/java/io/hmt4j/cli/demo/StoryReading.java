package io.hmt4j.cli.demo;

import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Reads a story into a memory, paragraph by paragraph, and looks at the process on the way. */
public final class StoryReading {

    private final HmtModel model;
    private final Tokenizer tokenizer;
    private final SmallWorld story;
    private final long wanted;

    /**
     * Prepares the reading.
     *
     * @param model a model with a tokenizer
     * @param wanted tokens to read, 1 and more
     */
    public StoryReading(HmtModel model, SmallWorld story, long wanted) {
        this.model = model;
        this.tokenizer = model.text().tokenizer();
        this.story = story;
        this.wanted = wanted;
    }

    /**
     * A look at the process.
     *
     * @param tokens tokens read so far
     * @param segments segments closed so far
     * @param memories memories in the bank
     * @param residentBytes what the process holds
     * @param seconds time since the reading began
     */
    public record Look(long tokens, long segments, int memories, long residentBytes, double seconds) {}

    /**
     * Reads exactly the wanted tokens, unless the listener cancels.
     *
     * @param looks how often to look, evenly over the text
     * @param seen gets each look, at once
     * @param progress gets the tokens read so far, after each paragraph
     */
    public void into(
            DocumentMemory memory, int looks, ReadListener listener, Consumer<Look> seen, Consumer<Long> progress) {
        long start = System.nanoTime();
        int look = 1;
        while (memory.tokens() < wanted && !listener.cancelled()) {
            int[] ids = tokenizer.encode(story.nextParagraph());
            int count = (int) Math.min(ids.length, wanted - memory.tokens());
            model.read(List.of(memory), List.of(Arrays.copyOf(ids, count)), listener);
            progress.accept(memory.tokens());
            for (; look <= looks && memory.tokens() >= wanted * look / looks; look++) {
                seen.accept(look(memory, (System.nanoTime() - start) / 1e9));
            }
        }
    }

    private static Look look(DocumentMemory memory, double seconds) {
        return new Look(memory.tokens(), memory.segments(), memory.memories(), Engine.residentBytes(), seconds);
    }
}
