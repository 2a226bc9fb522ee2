package io.hmt4j.bench.run;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What was measured, in sentences. */
final class BenchWords {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private BenchWords() {}

    static String title(BenchResults results) {
        return "hmt bench "
                + results.settings().model().toAbsolutePath().normalize().getFileName();
    }

    /** Model, machine, time. */
    static String lead(BenchResults results) {
        BenchSettings settings = results.settings();
        String where = results.setting()
                .map(setting -> String.format(
                        Locale.ROOT,
                        "%,d weights, segments of %,d tokens; %s (%s), %d threads, %s; ",
                        setting.parameters(),
                        setting.segmentTokens(),
                        setting.processor(),
                        setting.vectorUnits(),
                        setting.threads(),
                        setting.blas()))
                .orElse("");
        String text = settings.text() == null
                ? "random tokens"
                : "the text of " + settings.text().getFileName() + ", repeated where it is shorter";
        return where + MOMENT.format(results.start()) + ". Read: " + text + "."
                + (results.complete() ? "" : " Ended by Ctrl-C: incomplete.");
    }

    /** How to read the figures. */
    static String method(BenchSettings settings) {
        return String.format(
                Locale.ROOT,
                "One process a figure; %s. Peak memory is that of the whole"
                        + " process, the JVM and the weights included. A computed second is one of processor time, all threads together. First"
                        + " token: from a prompt of 16 tokens behind the text to the answer's first token; decoding: the %d tokens"
                        + " behind it. Full attention has a key-value cache over the whole text and is stopped once reading took %.0f s"
                        + " or the process had %,d MB.",
                settings.repeats() == 1
                        ? "each measured once"
                        : "medians of " + settings.repeats() + " processes, with the least and the largest",
                settings.answerTokens() - 1,
                settings.bound().seconds(),
                settings.bound().bytes() / 1_000_000);
    }
}
