package io.hmt4j.answer;

import io.hmt4j.InputException;
import io.hmt4j.answer.PrefixMemory.Transcript;
import io.hmt4j.generate.FinishReason;
import io.hmt4j.generate.Generation;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.ModelText;
import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.StreamingEncoder;
import io.hmt4j.tokenizer.Tokenizer;
import io.hmt4j.tokenizer.chat.ChatOptions;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * From a request to its tokens. A conversation goes through the model's chat template, or is plain text. The part of it
 * that was an answer given here stands as it was generated: the same text encoded anew might have other tokens, and all
 * behind it would have to be read again. So that both are mostly the same, answers are encoded apart from what is around
 * them.
 *
 * <p>Behind a stored memory every question begins a segment, and is recalled for by its own words. Without one a
 * conversation goes on as any text does: its turns are rather seen together.
 */
final class PromptEncoder {

    /** Characters that are encoded in one go: a moment's work. */
    private static final int AT_ONCE = 1 << 16;

    private final ModelText model;
    private final Tokenizer tokenizer;
    private final PrefixMemory prefixes;
    private final @Nullable TemplateTurns turns;

    PromptEncoder(ModelText model, PrefixMemory prefixes) {
        this.model = model;
        this.tokenizer = model.tokenizer();
        this.prefixes = prefixes;
        this.turns = model.chatTemplate().map(TemplateTurns::of).orElse(null);
    }

    /** Encodes a request in slices; null if it was stopped meanwhile. */
    @Nullable Prompt encode(AnswerRequest request, Slices slices) {
        String text = text(request);
        Transcript known = prefixes.transcript(request.memoryKey(), text);
        IntStream.Builder ids = IntStream.builder();
        int at = known == null ? 0 : known.length();
        Arrays.stream(known == null ? start(request) : known.ids()).forEach(ids);
        for (Cut cut : cuts(request, text)) {
            boolean isBorder = cut.endsSegment() && request.memory() != null;
            if (cut.at() > at || (cut.at() == at && isBorder)) {
                encode(text.substring(at, cut.at()), at == 0 && drops(request), ids, slices);
                at = cut.at();
                if (isBorder) {
                    ids.add(Prompt.BORDER);
                }
            }
        }
        encode(text.substring(at), at == 0 && drops(request), ids, slices);
        Prompt prompt = new Prompt(text, ids.build().toArray());
        if (slices.isStopped()) {
            return null;
        }
        if (prompt.ids().length == 0 && begins(request.memory())) {
            throw new InputException("nothing to continue: the prompt is empty, and so is the memory");
        }
        return prompt;
    }

    /** What prompts begin with in which this answer is followed by more; null if its tokens are not its text's. */
    @Nullable String transcript(AnswerRequest request, Prompt prompt, Generation answer) {
        if (isTemplated(request)) {
            return prompt.text() + tokenizer.decode(ids(answer), false);
        }
        boolean unseenEnd = answer.finishReason() == FinishReason.END_OF_TEXT && request.text() != null;
        if (answer.text().isEmpty() || unseenEnd || answer.finishReason() == FinishReason.STOP_STRING) {
            return null;
        }
        return prompt.text()
                + (request.text() == null ? PlainTurns.withAnswer(prompt.text(), answer.text()) : answer.text());
    }

    static int[] ids(Generation answer) {
        return answer.tokens().stream().mapToInt(Integer::intValue).toArray();
    }

    static int[] concatenated(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private String text(AnswerRequest request) {
        String text = request.text();
        if (text != null) {
            return text;
        }
        return model.chatTemplate()
                .map(template -> template.render(request.messages(), ChatOptions.answering()))
                .orElseGet(() -> PlainTurns.render(request.messages()));
    }

    private boolean isTemplated(AnswerRequest request) {
        return request.text() == null && model.chatTemplate().isPresent();
    }

    private List<Cut> cuts(AnswerRequest request, String text) {
        if (request.text() != null) {
            return List.of();
        }
        return turns == null ? PlainTurns.cuts(request.messages()) : turns.cuts(request.messages(), text);
    }

    /** What stands before the text where a document begins. A template writes that by itself. */
    private int[] start(AnswerRequest request) {
        return !isTemplated(request) && begins(request.memory()) ? tokenizer.documentStartIds() : new int[0];
    }

    /** Whether what a template begins documents with is left out, since the document has begun long before. */
    private boolean drops(AnswerRequest request) {
        return isTemplated(request) && !begins(request.memory());
    }

    private void encode(String part, boolean withoutBos, IntStream.Builder ids, Slices slices) {
        if (part.length() <= AT_ONCE) {
            add(tokenizer.encode(part), withoutBos, ids);
            return;
        }
        try {
            StreamingEncoder stream = tokenizer.stream(new StringReader(part), SpecialTokens.RECOGNISED);
            boolean skips = withoutBos;
            for (int[] next = stream.next(); next.length > 0 && !slices.pass(); next = stream.next()) {
                add(next, skips, ids);
                skips = false;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
    }

    private void add(int[] next, boolean withoutBos, IntStream.Builder ids) {
        boolean beginsWithBos = next.length > 0 && tokenizer.bosId().orElse(-1) == next[0];
        Arrays.stream(next).skip(beginsWithBos && withoutBos ? 1 : 0).forEach(ids);
    }

    private static boolean begins(@Nullable DocumentMemory memory) {
        return memory == null || memory.tokens() == 0;
    }
}
