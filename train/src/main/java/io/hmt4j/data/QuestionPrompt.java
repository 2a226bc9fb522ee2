package io.hmt4j.data;

import io.hmt4j.InputException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How context, question and answer are written as one text. */
record QuestionPrompt(String beforeContext, String afterContext, String beforeAnswer, String afterAnswer) {

    private static final String ANSWER = "{answer}";
    private static final Pattern ORDER =
            Pattern.compile("(.*?)\\{context}(.*?)\\{question}(.*?)\\{answer}(.*)", Pattern.DOTALL);

    /**
     * Reads a prompt such as {@code "{context}\n\nQuestion: {question}\nAnswer:"}. Where it does not say where the answer
     * stands, it is the end, behind a blank.
     */
    static QuestionPrompt parse(String written) {
        Matcher parts = parts(written);
        if (!parts.matches()) {
            throw new InputException(
                    "the prompt is \"" + written.replace("\n", "\\n") + "\"; allowed: " + CorpusFiles.PROMPTS);
        }
        return new QuestionPrompt(parts.group(1), parts.group(2), parts.group(3), parts.group(4));
    }

    static boolean isPrompt(String written) {
        return parts(written).matches();
    }

    private static Matcher parts(String written) {
        return ORDER.matcher(written.contains(ANSWER) ? written : written + " " + ANSWER);
    }

    /** Writes an example; {@code evidence} is in characters of the context. What stands behind the answer belongs to it. */
    TextDocument write(String id, String context, String question, String answer, List<Span> evidence) {
        String before = beforeContext + context + afterContext + question + beforeAnswer;
        Span place = new Span(before.length(), before.length() + answer.length() + afterAnswer.length());
        int moved = beforeContext.length();
        List<Span> where = evidence.stream()
                .map(span -> new Span(span.from() + moved, span.to() + moved))
                .toList();
        return new TextDocument(
                id,
                before + answer + afterAnswer,
                List.of(place),
                where.isEmpty() ? List.of() : List.of(new Evidence(place.from(), where)),
                true);
    }
}
