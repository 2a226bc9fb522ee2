package io.hmt4j.bench.peer;

import io.hmt4j.bench.Median;
import io.hmt4j.bench.gguf.GgufType;
import io.hmt4j.bench.gguf.GgufWriter;
import io.hmt4j.bench.peer.Contest.Entry;
import io.hmt4j.bench.run.Lengths;
import io.hmt4j.report.Cell;
import io.hmt4j.report.Column;
import io.hmt4j.report.MarkdownTable;
import io.hmt4j.report.Table;
import io.hmt4j.tensor.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * llama.cpp from Maven Central (Q8_0, full attention) against HMT with the same weights, at equal lengths and threads, in
 * turns, a process each. Arguments: model folder, lengths, threads, formats of our weights, repeats, seconds after which a
 * process is stopped. Prints Markdown.
 */
public final class Peers {

    private static final List<Column> COLUMNS = List.of(
            Column.text("read"),
            Column.count("threads"),
            Column.text("who"),
            Column.decimals("reading, tokens/s", 0),
            Column.decimals("a computed second", 0),
            Column.decimals("times llama.cpp", 2),
            Column.decimals("of computed time", 2),
            Column.decimals("decoding, tokens/s", 1),
            Column.decimals("a computed second", 1),
            Column.decimals("times llama.cpp", 2),
            Column.decimals("of computed time", 2),
            Column.count("peak MB"));

    private final int repeats;
    private final List<WeightFormat> formats;
    private final List<List<Cell>> rows = new ArrayList<>();

    private Peers(int repeats, List<WeightFormat> formats) {
        this.repeats = repeats;
        this.formats = formats;
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws IOException {
        Path model = Path.of(arguments[0]).toAbsolutePath();
        List<Integer> lengths = Lengths.parse(arguments[1]);
        List<Integer> threads =
                Stream.of(arguments[2].split(",")).map(Integer::valueOf).toList();
        List<WeightFormat> formats = Stream.of(arguments[3].split(","))
                .map(name -> WeightFormat.parse(name, "formats"))
                .toList();
        Peers peers = new Peers(Integer.parseInt(arguments[4]), formats);
        double limit = Double.parseDouble(arguments[5]);
        Path gguf = Files.createTempFile("hmt-peers", ".gguf");
        try {
            GgufWriter.write(model, gguf, GgufType.Q8_0);
            for (int length : lengths) {
                for (int count : threads) {
                    peers.race(new Contest(model, gguf, length, count, limit));
                }
            }
        } finally {
            Files.delete(gguf);
        }
        System.out.println(MarkdownTable.of(new Table("", COLUMNS, peers.rows)));
    }

    private void race(Contest contest) {
        List<List<Entry>> entries = new ArrayList<>();
        List<Supplier<Optional<Entry>>> runners = new ArrayList<>();
        runners.add(contest::llamaCpp);
        formats.forEach(format -> runners.add(() -> contest.hmt(format)));
        runners.forEach(runner -> entries.add(new ArrayList<>()));
        for (int repeat = 0; repeat < repeats; repeat++) {
            for (int runner = 0; runner < runners.size(); runner++) {
                runners.get(runner).get().ifPresent(entries.get(runner)::add);
            }
        }
        Entry peer = median(entries.get(0));
        row(contest, "llama.cpp, q8_0", peer, null);
        for (int i = 0; i < formats.size(); i++) {
            row(contest, "HMT, " + formats.get(i).flag(), median(entries.get(i + 1)), peer);
        }
    }

    private void row(Contest contest, String who, @Nullable Entry entry, @Nullable Entry peer) {
        List<Cell> row = new ArrayList<>();
        row.add(Cell.text(Lengths.label(contest.length())));
        row.add(Cell.number(contest.threads()));
        row.add(Cell.text(entry == null ? who + " (not done)" : who));
        row.add(cell(entry, Entry::reading));
        row.add(cell(entry, Entry::readingComputed));
        row.add(ratio(entry, peer, Entry::reading));
        row.add(ratio(entry, peer, Entry::readingComputed));
        row.add(cell(entry, Entry::decoding));
        row.add(cell(entry, Entry::decodingComputed));
        row.add(ratio(entry, peer, Entry::decoding));
        row.add(ratio(entry, peer, Entry::decodingComputed));
        row.add(cell(entry, Entry::megabytes));
        rows.add(row);
        System.err.println(who + ", " + contest.length() + " tokens, " + contest.threads() + " threads: " + entry);
    }

    private static Cell cell(@Nullable Entry entry, ToDoubleFunction<Entry> figure) {
        return entry == null ? Cell.none() : Cell.number(figure.applyAsDouble(entry));
    }

    private static Cell ratio(@Nullable Entry entry, @Nullable Entry peer, ToDoubleFunction<Entry> figure) {
        return entry == null || peer == null
                ? Cell.none()
                : Cell.number(figure.applyAsDouble(entry) / figure.applyAsDouble(peer));
    }

    private static @Nullable Entry median(List<Entry> entries) {
        return entries.isEmpty()
                ? null
                : new Entry(
                        median(entries, Entry::reading),
                        median(entries, Entry::readingComputed),
                        median(entries, Entry::decoding),
                        median(entries, Entry::decodingComputed),
                        median(entries, Entry::megabytes));
    }

    private static double median(List<Entry> entries, ToDoubleFunction<Entry> figure) {
        return Median.of(entries.stream().mapToDouble(figure).toArray());
    }
}
