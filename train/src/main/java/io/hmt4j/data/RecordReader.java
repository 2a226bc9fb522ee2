package io.hmt4j.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.InputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a document of a line or row. By its keys it is, in this order: a {@code text}, with {@code answers} and
 * {@code evidence} as positions; a question, with {@code context}, {@code question} (or {@code input}),
 * {@code answers} and {@code evidence} as positions in the context; or a conversation, {@code messages}.
 */
final class RecordReader {

    /** All keys that are read where no key of the text is stated. */
    static final List<String> KEYS = List.of("text", "context", "question", "input", "answers", "evidence", "messages");

    private final @Nullable String textField;
    private final QuestionPrompt prompt;
    private final ChatText chat;

    RecordReader(@Nullable String textField, QuestionPrompt prompt, ChatText chat) {
        this.textField = textField;
        this.prompt = prompt;
        this.chat = chat;
    }

    /** The keys that matter, for formats that can leave out others. */
    List<String> keys() {
        return textField == null ? KEYS : List.of(textField, "answers", "evidence");
    }

    /** The document of a line or row; null if its text is only white space. */
    RawText.@Nullable Whole read(long number, String document, RecordFields fields) {
        RawText.Whole text = new RawText.Whole(number, text(document, fields), isConversation(fields));
        return text.document().text().isBlank() ? null : text;
    }

    private TextDocument text(String document, RecordFields fields) {
        if (textField != null || fields.has("text")) {
            return plain(document, fields, textField == null ? "text" : textField);
        }
        if (fields.has("context")) {
            return question(document, fields);
        }
        if (isConversation(fields)) {
            return chat.write(document, fields);
        }
        throw new InputException(document + ": no text; known keys: text; context, question, answers; messages; found: "
                + String.join(", ", fields.keys()) + "; the key of the text can be stated");
    }

    private boolean isConversation(RecordFields fields) {
        return textField == null && !fields.has("text") && !fields.has("context") && fields.has("messages");
    }

    private static TextDocument plain(String document, RecordFields fields, String key) {
        String text = fields.text(key);
        SpanReader positions = new SpanReader(document, text.length());
        return new TextDocument(
                document,
                text,
                positions.spans("answers", fields.list("answers")),
                positions.evidence(fields.list("evidence")),
                false);
    }

    private TextDocument question(String document, RecordFields fields) {
        String context = fields.text("context");
        String question = fields.text(fields.has("input") && !fields.has("question") ? "input" : "question");
        List<Span> evidence = new SpanReader(document, context.length()).spans("evidence", fields.list("evidence"));
        return prompt.write(document, context, question, firstAnswer(fields), evidence);
    }

    /** Questions have several acceptable answers; the first is the one that is learnt. */
    private static String firstAnswer(RecordFields fields) {
        JsonNode answers = fields.list("answers");
        JsonNode first = answers.isArray() ? answers.path(0) : answers;
        if (!first.isTextual() || first.textValue().isBlank()) {
            throw fields.wrong("answers", answers, "a text, or a list of texts, the first of them not empty");
        }
        return first.textValue();
    }
}
