package io.hmt4j.data;

import io.hmt4j.InputException;
import io.hmt4j.tokenizer.MalformedText;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which files a corpus is made of, and how documents are found in them.
 *
 * @param base the folder that relative paths start from
 * @param paths files or globs ({@code *}, {@code ?}, {@code [ab]}, {@code {a,b}}, and {@code **} for any number of
 *     folders); read in this order, the matches of a glob by name
 * @param format of all files; null: each by its ending
 * @param separator what stands between two documents of a text file, such as {@code "\n---\n"}; null: a file is a document
 * @param textField the key or column that holds the text; null: the known keys are looked for
 * @param prompt how a question is written: {@value #PROMPTS}
 * @param malformed what to do with bytes of a text file that are not UTF-8
 * @param cache where tokens are kept; null: in {@value #CACHE_FOLDER} beside each file
 */
public record CorpusFiles(
        Path base,
        List<String> paths,
        @Nullable FileFormat format,
        @Nullable String separator,
        @Nullable String textField,
        String prompt,
        MalformedText malformed,
        @Nullable Path cache) {

    /** The folder of tokens beside the texts. */
    public static final String CACHE_FOLDER = ".hmt-cache";

    /** How a question is written where nothing else is said. */
    public static final String DEFAULT_PROMPT = "{context}\n\n{question}\n{answer}";

    /** What a prompt may be. */
    public static final String PROMPTS =
            "a text with {context} and {question}, in this order, and behind them {answer} where the answer is not its end";

    public CorpusFiles {
        paths = List.copyOf(paths);
        if (paths.isEmpty()) {
            throw new InputException("a corpus has no path; give at least one file or glob");
        }
        if (separator != null && separator.isEmpty()) {
            throw new InputException("the separator of documents is empty; give a text, or none for a file a document");
        }
        QuestionPrompt.parse(prompt);
    }

    /** Whether a text is a prompt. */
    public static boolean isPrompt(String text) {
        return QuestionPrompt.isPrompt(text);
    }

    /** Files and globs with nothing else said of them. */
    public static CorpusFiles of(Path base, String... paths) {
        return new CorpusFiles(base, List.of(paths), null, null, null, DEFAULT_PROMPT, MalformedText.REFUSE, null);
    }

    public CorpusFiles withFormat(FileFormat stated) {
        return new CorpusFiles(base, paths, stated, separator, textField, prompt, malformed, cache);
    }

    public CorpusFiles withSeparator(String between) {
        return new CorpusFiles(base, paths, format, between, textField, prompt, malformed, cache);
    }

    public CorpusFiles withTextField(String key) {
        return new CorpusFiles(base, paths, format, separator, key, prompt, malformed, cache);
    }

    public CorpusFiles withPrompt(String written) {
        return new CorpusFiles(base, paths, format, separator, textField, written, malformed, cache);
    }

    public CorpusFiles withMalformed(MalformedText treatment) {
        return new CorpusFiles(base, paths, format, separator, textField, prompt, treatment, cache);
    }

    /** Keeps tokens in one folder, relative to the base. */
    public CorpusFiles withCache(Path folder) {
        return new CorpusFiles(base, paths, format, separator, textField, prompt, malformed, folder);
    }
}
