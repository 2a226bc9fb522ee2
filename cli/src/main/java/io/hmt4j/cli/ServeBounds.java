package io.hmt4j.cli;

import io.hmt4j.InputException;
import io.hmt4j.answer.AnswerLimits;
import io.hmt4j.server.ServerSettings;
import io.hmt4j.server.safety.RequestLimits;
import io.hmt4j.store.StoreLimits;
import picocli.CommandLine.Option;

/** What a served model may take of the machine. Sizes and times are texts with a unit. */
final class ServeBounds {

    @Option(
            names = "--disk",
            paramLabel = "SIZE",
            description = "Bytes of all that lies in the store. Default: ${DEFAULT-VALUE}.")
    private String disk = "20GiB";

    @Option(
            names = "--ram",
            paramLabel = "SIZE",
            description = "Bytes of the memories that stay loaded while nobody asks them. Default: ${DEFAULT-VALUE}.")
    private String ram = "512MiB";

    @Option(
            names = "--prefix-ram",
            paramLabel = "SIZE",
            description =
                    "Bytes of what was read lately, so that a conversation's earlier turns are not read again; 0 for"
                            + " none. Default: ${DEFAULT-VALUE}.")
    private String prefixes = "256MiB";

    @Option(
            names = "--max-upload",
            paramLabel = "SIZE",
            description = "Bytes of one text, or of one memory that is imported. Default: ${DEFAULT-VALUE}.")
    private String upload = "1GiB";

    @Option(
            names = "--max-request",
            paramLabel = "SIZE",
            description = "Bytes of a request in JSON, such as a conversation; all together may take twice as much."
                    + " Default: ${DEFAULT-VALUE}.")
    private String request = "64MiB";

    @Option(
            names = "--max-readings",
            paramLabel = "N",
            description =
                    "Memories that may wait to be read, beside those that are; a further one is answered 429. Default: ${DEFAULT-VALUE}.")
    private int readings = StoreLimits.DEFAULT.queue();

    @Option(
            names = "--side-by-side",
            paramLabel = "N",
            description =
                    "Memories that are read as one batch; fewer where a large model leaves no room for so many. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int sideBySide = StoreLimits.DEFAULT.sideBySide();

    @Option(
            names = "--max-waiting",
            paramLabel = "N",
            description =
                    "Questions that may wait for the model, the readings together counting as one; a further one is"
                            + " answered 429. Default: ${DEFAULT-VALUE}.")
    private int waiting = RequestLimits.DEFAULT.waiting();

    @Option(
            names = "--max-answer-tokens",
            paramLabel = "N",
            description = "Tokens of an answer that a request may ask for. Default: ${DEFAULT-VALUE}.")
    private int answerTokens = RequestLimits.DEFAULT.mostAnswerTokens();

    @Option(
            names = "--max-answer-time",
            paramLabel = "TIME",
            description = "Time in which an answer has to be complete, its prompt read. Default: ${DEFAULT-VALUE}.")
    private String answerTime = "1h";

    /** The settings with these bounds. Throws {@link InputException} if a flag is wrong. */
    ServerSettings in(ServerSettings settings) {
        return settings.withStore(store())
                .withAnswers(new AnswerLimits(Amounts.bytes(prefixes, "--prefix-ram", 0)))
                .withRequests(requests(settings.requests()));
    }

    private StoreLimits store() {
        return new StoreLimits(
                Amounts.bytes(ram, "--ram", 1),
                Amounts.bytes(disk, "--disk", 1),
                Amounts.bytes(upload, "--max-upload", 1),
                positive(readings, "--max-readings"),
                positive(sideBySide, "--side-by-side"));
    }

    private RequestLimits requests(RequestLimits limits) {
        long bytes = Amounts.bytes(request, "--max-request", 1024);
        if (bytes > Integer.MAX_VALUE) {
            throw new InputException("--max-request is " + request + "; allowed: 1KiB to 2047MiB");
        }
        int tokens = positive(answerTokens, "--max-answer-tokens");
        return limits.but()
                .requestBytes((int) bytes)
                .bodyBytes(2 * bytes)
                .waiting(positive(waiting, "--max-waiting"))
                .answerTokens(Math.min(limits.answerTokens(), tokens))
                .mostAnswerTokens(tokens)
                .answering(Amounts.time(answerTime, "--max-answer-time"))
                .build();
    }

    private static int positive(int count, String flag) {
        if (count < 1) {
            throw new InputException(flag + " is " + count + "; allowed: 1 and more");
        }
        return count;
    }
}
