package io.hmt4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.generate.Generation;
import io.hmt4j.generate.GenerationListener;
import java.util.Locale;

/** Prints one answer while it is generated, and measures how fast it comes. */
final class AnswerPrinter implements GenerationListener {

    private final Console console;
    private final Interrupts interrupts;
    private final boolean streaming;
    private final Stopwatch watch = new Stopwatch();
    private double firstTokenSeconds;
    private double lastTokenSeconds;
    private int tokens;

    /**
     * Makes a printer; the time begins here.
     *
     * @param streaming whether to print the text as it comes
     */
    AnswerPrinter(Console console, Interrupts interrupts, boolean streaming) {
        this.console = console;
        this.interrupts = interrupts;
        this.streaming = streaming;
    }

    @Override
    public void token(int id) {
        lastTokenSeconds = watch.seconds();
        if (tokens++ == 0) {
            firstTokenSeconds = lastTokenSeconds;
        }
    }

    @Override
    public void text(String piece) {
        if (streaming) {
            console.print(piece);
        }
    }

    /** Stops at Ctrl-C, and when nobody reads the answer any more ({@code hmt ask ... | head}). */
    @Override
    public boolean cancelled() {
        return interrupts.raised() || console.out().checkError();
    }

    /** Ends the line of a streamed answer. */
    void endLine(Generation answer) {
        if (streaming && !answer.text().endsWith("\n")) {
            console.printLine("");
        }
    }

    /** The figures in a line. */
    String figures(Generation answer) {
        return Figures.count(tokens, "token") + ", the first after " + Figures.seconds(firstTokenSeconds) + ", then "
                + Figures.rate(tokensPerSecond()) + " tokens/s; ended by " + reason(answer);
    }

    /** Answer and figures as JSON. */
    ObjectNode toJson(Generation answer, ObjectNode json) {
        return json.put("text", answer.text())
                .put("tokens", tokens)
                .put("finish_reason", answer.finishReason().name().toLowerCase(Locale.ROOT))
                .put("seconds_to_first_token", firstTokenSeconds)
                .put("tokens_per_second", tokensPerSecond());
    }

    private double tokensPerSecond() {
        return Figures.perSecond(Math.max(0, tokens - 1), lastTokenSeconds - firstTokenSeconds);
    }

    private static String reason(Generation answer) {
        return switch (answer.finishReason()) {
            case END_OF_TEXT -> "the model";
            case STOP_STRING -> "a stop text";
            case LENGTH -> "--max-new-tokens";
            case CANCELLED -> "an interrupt";
        };
    }
}
