package io.hmt4j.cli;

import io.hmt4j.data.Corpora;
import io.hmt4j.data.CorpusFiles;
import io.hmt4j.data.CorpusSettings;
import io.hmt4j.data.Crafting;
import io.hmt4j.data.TokenizingListener;
import io.hmt4j.data.WholeDocuments;
import io.hmt4j.memory.ModelText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Texts whose tokens are predicted, and how. */
final class EvalTextFlags {

    /** How perplexity is measured. */
    enum Protocol {
        FIXED,
        PAPER
    }

    @Option(
            names = "--data",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Texts to predict: files or patterns such as 'books/*.txt'.")
    private List<String> data = new ArrayList<>();

    @Option(
            names = "--protocol",
            paramLabel = "PROTOCOL",
            description =
                    "fixed: the same target tokens, while only the context before them grows. paper: all tokens of"
                            + " passages of one length. Default: fixed.")
    private Protocol protocol = Protocol.FIXED;

    @Option(
            names = "--contexts",
            split = ",",
            paramLabel = "N",
            description = "Segments before the targets. Default: 0,1,2,4,8,16.")
    private List<Integer> contexts = List.of(0, 1, 2, 4, 8, 16);

    @Option(
            names = "--length",
            split = ",",
            paramLabel = "TOKENS",
            description = "Lengths of the paper's passages. Default: 8 segments.")
    private List<Integer> lengths = List.of();

    @Option(
            names = "--interleave",
            paramLabel = "N",
            description = "The paper's set for topic switching: two texts are taken in turns of N tokens. 0: not.")
    private int interleave = 0;

    @Option(
            names = "--dilate",
            paramLabel = "N",
            description = "The paper's dilated set: N filler tokens follow after every N tokens. 0: not.")
    private int dilate = 0;

    @Option(
            names = "--separator",
            paramLabel = "TEXT",
            description = "What stands between two documents of a text file; \\n is a line's end. Default: a file is a"
                    + " document.")
    private @Nullable String separator;

    @Option(
            names = "--text-field",
            paramLabel = "KEY",
            description = "The key or column that holds the text. Default: the known ones are looked for.")
    private @Nullable String textField;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where tokens are kept. Default: in .hmt-cache beside the texts.")
    private @Nullable Path cache;

    /** Opens the texts. The caller closes them. */
    WholeDocuments open(ModelText text, TokenizingListener listener) {
        CorpusSettings settings =
                CorpusSettings.of(files()).withCrafting(new Crafting(interleave, dilate, Crafting.NONE.filler()));
        return Corpora.documents(settings, text, listener);
    }

    private CorpusFiles files() {
        CorpusFiles files = CorpusFiles.of(Path.of(""), data.toArray(String[]::new));
        files = separator == null ? files : files.withSeparator(separator.replace("\\n", "\n"));
        files = textField == null ? files : files.withTextField(textField);
        return cache == null ? files : files.withCache(cache);
    }

    List<String> data() {
        return data;
    }

    Protocol protocol() {
        return protocol;
    }

    /** Throws where a number is too small. */
    void check() {
        EvalCommand.requireAll("--contexts", contexts, 0);
        EvalCommand.requireAll("--length", lengths, 2);
        EvalCommand.require("--interleave", interleave, 0);
        EvalCommand.require("--dilate", dilate, 0);
    }

    /** Rising, each once. */
    List<Integer> contexts() {
        return contexts.stream().distinct().sorted().toList();
    }

    /** The lengths of passages. */
    List<Integer> lengths(int segmentTokens) {
        return lengths.isEmpty() ? List.of(Math.multiplyExact(8, segmentTokens)) : lengths;
    }
}
