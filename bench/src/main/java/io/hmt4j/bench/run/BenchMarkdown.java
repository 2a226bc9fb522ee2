package io.hmt4j.bench.run;

import io.hmt4j.report.MarkdownTable;

/** The figures as Markdown. */
public final class BenchMarkdown {

    private BenchMarkdown() {}

    /** The text, with a line break at its end. */
    public static String of(BenchResults results) {
        return String.join(
                        "\n\n",
                        "# " + BenchWords.title(results),
                        BenchWords.lead(results),
                        MarkdownTable.of(BenchTables.figures(results)),
                        BenchWords.method(results.settings()))
                + "\n";
    }
}
