package io.hmt4j.cli;

import io.hmt4j.cli.demo.BarChart;
import io.hmt4j.cli.demo.RandomModel;
import io.hmt4j.cli.demo.RecallLog.Recalled;
import io.hmt4j.cli.demo.StoryReading.Look;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import java.util.List;
import java.util.Locale;

/** The words of {@code hmt demo}. */
final class DemoPage {

    private static final String INDENT = "   ";
    private static final int CHART_WIDTH = 64;

    private final boolean ascii;

    DemoPage(boolean ascii) {
        this.ascii = ascii;
    }

    String opening(long tokens, long seed, String firstParagraph, HmtModel model) {
        double millions = model.backbone().shape().parameters() / 1e6;
        return String.join(
                "\n",
                "hmt demo: a long text is read in constant memory, and continued.",
                "",
                Page.field("The text", format("a made-up story of %,d words (--seed %d). It begins:", tokens, seed)),
                Page.paragraph(" ".repeat(16), firstParagraph),
                Page.field(
                        "The model",
                        format(
                                "a small Llama, %.1f million weights, all of them RANDOM: it has learnt nothing. So what it"
                                        + " recalls and writes below means nothing; how it reads and remembers is exactly"
                                        + " what a trained model does. A trained one comes with a later version.",
                                millions)));
    }

    String reading(HmtConfig config) {
        return chapter(
                        "1. Reading",
                        format(
                                "The story is read in segments of %d words. Each leaves one vector, its memory; the newest %d"
                                        + " memories and at most the last %d words are all that is kept of what was read.",
                                config.segmentTokens(),
                                config.bankSize(),
                                config.tailTokens() + config.segmentTokens()))
                + "\n\n" + INDENT + "     words   segments   memories   words a second   memory of this process";
    }

    String row(Look look, Look before) {
        double speed = (look.tokens() - before.tokens()) / Math.max(1e-9, look.seconds() - before.seconds());
        return format(
                "%s%,10d %,10d %10d %,16.0f %,20.0f MB",
                INDENT, look.tokens(), look.segments(), look.memories(), speed, megabytes(look.residentBytes()));
    }

    String flat(Look first, Look last) {
        double growth = megabytes(last.residentBytes() - first.residentBytes());
        return "\n"
                + Page.paragraph(
                        INDENT,
                        format(
                                "From the first line to the last the process %s %.0f MB. The keys and values that a model"
                                        + " without a memory keeps of %,d words would take %,.0f MB, and twice that for"
                                        + " twice the text.",
                                growth < 0 ? "shrank by" : "grew by",
                                Math.abs(growth),
                                last.tokens(),
                                megabytes(last.tokens() * RandomModel.CACHE_BYTES_PER_TOKEN)));
    }

    String recall(List<Recalled> recalls) {
        StringBuilder page = new StringBuilder(chapter(
                "2. Recalling",
                "Before a segment is read, its beginning is compared with all memories, and a mixture of them is put"
                        + " in front of it. The weights of the last segments, oldest memory left, newest right (untrained,"
                        + " they are nearly even):"));
        float top = (float) Math.max(
                1e-9, recalls.stream().mapToDouble(Recalled::largest).max().orElse(0));
        page.append('\n');
        for (Recalled recall : recalls) {
            page.append('\n')
                    .append(INDENT)
                    .append(BarChart.draw(recall.weights(), top, CHART_WIDTH, ascii))
                    .append('\n')
                    .append(INDENT)
                    .append(format(
                            "segment %,d weighs segment %,d most, with %.1f %% (evenly: %.1f %%)",
                            recall.segment() + 1,
                            recall.strongest() + 1,
                            100 * recall.largest(),
                            100.0 / recall.weights().size()));
        }
        return page.toString();
    }

    String remembering(long savedBytes, HmtConfig config, int width) {
        return chapter(
                "3. Remembering",
                format(
                        "Saved, all that is left of the story takes %s, and hardly more, however long a text is: %d"
                                + " memories of %d numbers with their keys, and the last words.",
                        Figures.bytes(savedBytes), config.bankSize(), width));
    }

    String continuing(String prompt) {
        return chapter(
                        "4. Continuing",
                        "The story goes on from its memory, word by word (with random weights: any words):")
                + "\n\n" + INDENT + prompt + " ";
    }

    String closing(double seconds) {
        return "\n\n"
                + format("All of it took %s. With a model of yours, a Hugging Face folder:", Figures.seconds(seconds))
                + "\n" + INDENT + "hmt read MODEL book.txt -o book.memory"
                + "\n" + INDENT + "hmt ask MODEL --memory book.memory \"Who has the key?\"";
    }

    String progress(long tokens, long wanted) {
        return format("%s%,d of %,d words", INDENT, tokens, wanted);
    }

    private static String chapter(String title, String text) {
        return "\n" + title + "\n" + Page.paragraph(INDENT, text);
    }

    private static double megabytes(long bytes) {
        return bytes / 1e6;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
