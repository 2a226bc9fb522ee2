package io.hmt4j.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown, as GitHub shows it: numbers to the right, each with its interval behind it. */
public final class MarkdownTable {

    private MarkdownTable() {}

    /** Writes a table: caption, heads, a line for each row, without a line break at the end. */
    public static String of(Table table) {
        List<String> titles = table.columns().stream().map(Column::title).toList();
        List<String> rules = table.columns().stream()
                .map(column -> column.isText() ? "---" : "---:")
                .toList();
        String caption = table.caption().isEmpty() ? "" : table.caption() + "\n\n";
        return caption
                + line(titles)
                + "\n"
                + line(rules)
                + table.rows().stream()
                        .map(row -> "\n" + line(cells(table, row)))
                        .collect(Collectors.joining());
    }

    private static List<String> cells(Table table, List<Cell> row) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> cell(table.columns().get(i), row.get(i)))
                .toList();
    }

    private static String cell(Column column, Cell cell) {
        String interval =
                cell.hasInterval() ? " (" + column.format(cell.low()) + " to " + column.format(cell.high()) + ")" : "";
        return cell.shown(column) + interval;
    }

    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replaceAll("\\R", " ").replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
