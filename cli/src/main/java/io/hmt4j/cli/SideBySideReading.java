package io.hmt4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.cli.OwnMemories.OwnMemory;
import io.hmt4j.cli.OwnReading.Outcome;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.memory.ReadingQueue;
import io.hmt4j.tokenizer.MalformedText;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads texts each into a memory of its own, several side by side, with one progress line for all, until they end or Ctrl-C.
 * A text that fails leaves the others alone.
 */
final class SideBySideReading {

    private static final double SECONDS_WATCHED = 0.2;
    private static final double SECONDS_PIPED = 5;

    private final Console console;
    private final Interrupts interrupts;
    private final Settings settings;
    private final int rows;
    private final List<OwnReading> texts;
    private final OptionalLong totalBytes;
    private final Stopwatch watch = new Stopwatch();
    private double lastShown;
    private boolean lineShown;

    /**
     * What the flags say.
     *
     * @param append whether memories that are there are read on
     * @param saveEvery seconds between saves on the way; 0 for none
     */
    record Settings(MalformedText malformed, boolean append, double saveEvery) {}

    /**
     * Prepares a reading; the time begins here.
     *
     * @param rows texts read at a time
     * @param own the texts, without those that are read already
     */
    SideBySideReading(
            Console console, Interrupts interrupts, HmtModel model, Settings settings, int rows, List<OwnMemory> own) {
        this.console = console;
        this.interrupts = interrupts;
        this.settings = settings;
        this.rows = Math.max(1, Math.min(rows, own.size()));
        this.texts = own.stream().map(text -> new OwnReading(this, model, text)).toList();
        this.totalBytes = totalBytes(own);
    }

    /** Reads, saves and reports; returns the exit code. */
    int read(HmtModel model, Path folder, boolean json) {
        ReadingQueue queue = new ReadingQueue(model, rows);
        texts.forEach(queue::add);
        try {
            queue.run(new ReadListener() {
                @Override
                public boolean cancelled() {
                    return interrupts.raised();
                }
            });
        } finally {
            queue.stop();
            clear();
        }
        if (json) {
            console.printJson(toJson(folder));
        } else {
            report(folder);
        }
        if (count(Outcome.READ) + count(Outcome.FAILED) < texts.size()) {
            return ExitCode.INTERRUPTED;
        }
        return count(Outcome.FAILED) == 0 ? ExitCode.FINE : ExitCode.FAILED;
    }

    Console console() {
        return console;
    }

    MalformedText malformed() {
        return settings.malformed();
    }

    boolean appends() {
        return settings.append();
    }

    double saveEvery() {
        return settings.saveEvery();
    }

    /** Shows how far all are, where it is time to. */
    void show() {
        double now = watch.seconds();
        if (now - lastShown < (console.isWatched() ? SECONDS_WATCHED : SECONDS_PIPED)) {
            return;
        }
        lastShown = now;
        if (console.isWatched()) {
            console.overwrite(line(now));
            lineShown = true;
        } else {
            console.say(line(now));
        }
    }

    /** Says a line that stays. */
    void say(String line) {
        clear();
        console.say(line);
    }

    private void clear() {
        if (lineShown) {
            console.overwrite("");
            lineShown = false;
        }
    }

    private String line(double now) {
        return Figures.count(tokens(), "token") + "  " + Figures.rate(Figures.perSecond((double) tokens(), now))
                + "/s  "
                + Figures.count(count(Outcome.READ)) + " of " + Figures.count(texts.size(), "text") + " read, "
                + Figures.count(count(Outcome.OPEN)) + " open" + timeLeft(now);
    }

    private String timeLeft(double now) {
        if (totalBytes.isEmpty()) {
            return "";
        }
        double read = texts.stream().mapToDouble(OwnReading::bytes).sum();
        double share = Math.min(1, read / Math.max(1, totalBytes.getAsLong()));
        return "  " + (int) (100 * share) + " %"
                + (share > 0 ? "  " + Figures.seconds((1 - share) * now / share) + " left" : "");
    }

    private void report(Path folder) {
        double seconds = watch.seconds();
        boolean all = count(Outcome.READ) == texts.size();
        console.say((all ? "Read " : "Read " + Figures.count(count(Outcome.READ)) + " of ")
                + Figures.count(texts.size(), "text") + ", " + Figures.count(tokens(), "token") + " in "
                + Figures.seconds(seconds) + " (" + Figures.rate(Figures.perSecond((double) tokens(), seconds))
                + " tokens/s, " + Figures.count(rows) + " side by side)");
        long written =
                texts.stream().filter(text -> text.own().memory().exists()).count();
        console.say(folder + " holds " + (written == 1 ? "1 memory" : Figures.count(written) + " memories")
                + " of them, " + Figures.bytes(bytesOnDisk()) + " on disk");
        if (count(Outcome.FAILED) > 0) {
            console.say(Figures.count(count(Outcome.FAILED), "text") + " could not be read, as said above");
        }
        if (count(Outcome.READ) + count(Outcome.FAILED) < texts.size()) {
            console.say("The same command with --append goes on.");
        }
    }

    private ObjectNode toJson(Path folder) {
        double seconds = watch.seconds();
        ObjectNode figures = JsonNodeFactory.instance.objectNode();
        figures.put("memories", folder.toString()).put("complete", count(Outcome.READ) == texts.size());
        figures.put("tokens", tokens())
                .put("segments", texts.stream().mapToLong(OwnReading::segments).sum());
        figures.put("seconds", seconds).put("tokens_per_second", Figures.perSecond((double) tokens(), seconds));
        figures.put("side_by_side", rows).put("bytes", bytesOnDisk());
        ArrayNode each = figures.putArray("texts");
        texts.forEach(text -> text.toJson(each.addObject()));
        return figures;
    }

    private long bytesOnDisk() {
        return texts.stream()
                .map(text -> text.own().memory())
                .filter(SavedMemory::exists)
                .mapToLong(SavedMemory::bytes)
                .sum();
    }

    private long tokens() {
        return texts.stream().mapToLong(OwnReading::tokens).sum();
    }

    private long count(Outcome outcome) {
        return texts.stream().filter(text -> text.outcome() == outcome).count();
    }

    private static OptionalLong totalBytes(List<OwnMemory> own) {
        long sum = 0;
        for (OwnMemory text : own) {
            OptionalLong size = text.input().size();
            if (size.isEmpty()) {
                return size;
            }
            sum += size.getAsLong();
        }
        return OptionalLong.of(sum);
    }
}
