package io.hmt4j.cli;

import io.hmt4j.tokenizer.MalformedText;
import picocli.CommandLine.Option;

/** How texts are taken in. */
final class DocumentFlags {

    @Option(
            names = "--malformed",
            paramLabel = "WHAT",
            description = "What becomes of bytes that are not UTF-8: refuse or replace. Default: refuse.")
    private MalformedText malformed = MalformedText.REFUSE;

    MalformedText malformed() {
        return malformed;
    }
}
