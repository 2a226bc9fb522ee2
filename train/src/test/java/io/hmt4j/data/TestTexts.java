package io.hmt4j.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.memory.ModelText;
import io.hmt4j.tokenizer.SpecialTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A real tokenizer of 512 tokens with a chat template, and short ways to write and read a corpus. */
final class TestTexts {

    static final String TEMPLATE = "{{ bos_token }}{% for message in messages %}<{{ message.role }}>"
            + "{{ message.content | trim }}{% if message.role == 'assistant' %}{{ eos_token }}{% endif %}{% endfor %}";

    static final ModelText TEXT = model("with-template", TEMPLATE);

    private TestTexts() {}

    /** The tokenizer where nothing names a token that ends a text; never closed. */
    static ModelText withoutEos() {
        return model("without-eos", TEMPLATE, Set.of("eos_token"));
    }

    /** The tokenizer in a folder of its own with a chat template; never closed. */
    static ModelText model(String name, String template) {
        return model(name, template, Set.of());
    }

    private static ModelText model(String name, String template, Set<String> withoutKeys) {
        Path source = Path.of("..", "core", "src", "test", "resources", "tokenizers", "stories260K");
        try {
            Path folder = Files.createDirectories(Path.of("target", "test-models", name));
            Files.write(folder.resolve("tokenizer.json"), Files.readAllBytes(source.resolve("tokenizer.json")));
            ObjectNode config =
                    (ObjectNode) new ObjectMapper().readTree(Files.readString(source.resolve("tokenizer_config.json")));
            Files.writeString(
                    folder.resolve("tokenizer_config.json"),
                    config.without(withoutKeys).toString());
            Files.writeString(folder.resolve("chat_template.jinja"), template);
            return ModelText.load(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int[] ids(String text) {
        return TEXT.tokenizer().encodeDocument(text, SpecialTokens.AS_TEXT);
    }

    static String decoded(Document document, Span span) {
        return raw(document, span).strip();
    }

    static String raw(Document document, Span span) {
        return TEXT.tokenizer().decode(Arrays.copyOfRange(document.tokens(), span.from(), span.to()), false);
    }

    static Corpus open(CorpusFiles files) {
        return Corpus.open(files, TEXT, TokenizingListener.NONE);
    }

    /** All documents of some files. */
    static List<Document> read(CorpusFiles files) {
        return read(files, TEXT);
    }

    /** All documents of some files, in the tokens of a model. */
    static List<Document> read(CorpusFiles files, ModelText text) {
        try (Corpus corpus = Corpus.open(files, text, TokenizingListener.NONE)) {
            List<Document> all = new ArrayList<>();
            corpus.forEach(all::add);
            return all;
        }
    }

    static List<String> texts(List<Document> documents) {
        return documents.stream()
                .map(document -> TEXT.tokenizer().decode(document.tokens(), true))
                .toList();
    }

    /** Everything a source still gives. */
    static List<Document> rest(DocumentSource source, int tokens) {
        List<Document> all = new ArrayList<>();
        for (@Nullable Document next = source.next(tokens); next != null; next = source.next(tokens)) {
            all.add(next);
        }
        return all;
    }
}
