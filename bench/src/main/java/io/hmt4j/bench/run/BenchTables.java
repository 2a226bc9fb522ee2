package io.hmt4j.bench.run;

import io.hmt4j.bench.trial.Outcome;
import io.hmt4j.report.Cell;
import io.hmt4j.report.Column;
import io.hmt4j.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures as tables. */
public final class BenchTables {

    private static final List<Column> COLUMNS = List.of(
            Column.text("text"),
            Column.text("method"),
            Column.text("weights"),
            Column.decimals("reading, tokens/s", 1),
            Column.decimals("the same a computed second", 1),
            Column.decimals("first token, s", 3),
            Column.decimals("decoding, tokens/s", 1),
            Column.decimals("the same a computed second ", 1),
            Column.decimals("peak memory, MB", 0),
            Column.decimals("of it after loading", 0),
            Column.text("note"));

    private BenchTables() {}

    /** All figures: medians, with the least and the largest where they were repeated. */
    public static Table figures(BenchResults results) {
        List<List<Cell>> rows =
                results.measured().stream().map(BenchTables::row).toList();
        return new Table("", COLUMNS, rows);
    }

    private static List<Cell> row(Measured measured) {
        List<Cell> row = new ArrayList<>();
        row.add(Cell.text(Lengths.label(measured.trial().length())));
        row.add(Cell.text(measured.trial().method().title()));
        row.add(Cell.text(measured.trial().weights().flag()));
        row.add(cell(measured, Outcome::readingSpeed));
        row.add(cell(measured, outcome -> outcome.tokensRead() / outcome.readComputedSeconds()));
        row.add(cell(measured, Outcome::firstTokenSeconds));
        row.add(cell(measured, outcome -> inverse(outcome.tokenSeconds())));
        row.add(cell(measured, outcome -> inverse(outcome.tokenComputedSeconds())));
        row.add(cell(measured, outcome -> outcome.peakBytes() / 1e6));
        row.add(cell(measured, outcome -> outcome.loadedBytes() / 1e6));
        row.add(Cell.text(measured.note() == null ? "" : measured.note()));
        return row;
    }

    private static Cell cell(Measured measured, Function<Outcome, @Nullable Double> figure) {
        return measured.spread(figure)
                .map(spread -> spread.values().size() == 1
                        ? Cell.number(spread.median())
                        : Cell.interval(spread.median(), spread.low(), spread.high()))
                .orElse(Cell.none());
    }

    private static @Nullable Double inverse(@Nullable Double seconds) {
        return seconds == null ? null : 1 / seconds;
    }
}
