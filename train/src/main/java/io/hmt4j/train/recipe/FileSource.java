package io.hmt4j.train.recipe;

import io.hmt4j.data.CorpusFiles;
import io.hmt4j.train.recipe.yaml.Default;
import io.hmt4j.train.recipe.yaml.Glob;
import io.hmt4j.train.recipe.yaml.RefusedKey;
import io.hmt4j.train.recipe.yaml.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents from files.
 *
 * @param path files or globs, one or a list; in the file relative to its folder, here absolute
 * @param format txt, jsonl, parquet, csv; absent: by the file's ending
 * @param separator for txt: what stands between two documents of a file; absent: a file is a document
 * @param textField the key or column that holds the text; absent: the known keys are looked for (text; context, question and
 *     answers; messages)
 * @param prompt how context and question are written where a record has both: {@value CorpusFiles#PROMPTS}; absent:
 *     {@value CorpusFiles#DEFAULT_PROMPT}
 * @param weight share of the documents that come from here, relative to the other sources
 */
public record FileSource(
        @Glob List<String> path,
        @Nullable TextFormat format,
        @Nullable String separator,
        @Nullable String textField,
        @Nullable String prompt,
        @Default("1.0") double weight)
        implements TextSource {

    public FileSource {
        path = List.copyOf(path);
        if (path.isEmpty() || path.stream().anyMatch(String::isBlank)) {
            throw Require.refused("path", path, "a file, a glob or a list of them");
        }
        if (separator != null && separator.isEmpty()) {
            throw new RefusedKey("separator", "is empty; leave it out");
        }
        if (separator != null && format != null && format != TextFormat.TXT) {
            throw new RefusedKey("separator", "is for format: txt only; leave it out");
        }
        if (prompt != null && !CorpusFiles.isPrompt(prompt)) {
            throw Require.refused("prompt", "\"" + prompt.replace("\n", "\\n") + "\"", CorpusFiles.PROMPTS);
        }
        Require.positive("weight", weight);
    }
}
