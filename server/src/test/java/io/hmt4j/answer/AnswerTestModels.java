package io.hmt4j.answer;

import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.generate.Sampling;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.server.testing.ServedModels;
import io.hmt4j.tokenizer.chat.ChatMessage;
import io.hmt4j.work.Turnstile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Models and requests of these tests. */
final class AnswerTestModels {

    /** Longer than four segments of 12 tokens. */
    static final String LONG_QUESTION =
            "Why did the little dog run to the big tree? It was so hot, and Tim had a red ball in his hand.";

    /** Drawn at random, so that no token is chosen again and again. */
    static final GenerationOptions LIVELY = GenerationOptions.greedy(25).withSampling(new Sampling(1, 0, 1, 0, 1), 3);

    private AnswerTestModels() {}

    /** With a chat template; the caller closes it. */
    static HmtModel templated(Path folder) throws IOException {
        return ServedModels.small(folder.resolve("templated"));
    }

    /** Without a chat template; the caller closes it. */
    static HmtModel plain(Path folder) throws IOException {
        return ServedModels.load(ServedModels.write(folder.resolve("plain"), "", 3), ServedModels.SMALL);
    }

    /** An answerer with a turnstile of its own. */
    static Answerer answerer(HmtModel model) {
        return new Answerer(model, new Turnstile(4), AnswerLimits.DEFAULT);
    }

    /** One that remembers nothing. */
    static Answerer forgetful(HmtModel model) {
        return new Answerer(model, new Turnstile(4), new AnswerLimits(0));
    }

    static AnswerRequest question(String content) {
        return AnswerRequest.chat(List.of(ChatMessage.user(content)), LIVELY);
    }

    static int[] ids(List<TokenChoice> choices) {
        return choices.stream().mapToInt(TokenChoice::id).toArray();
    }
}
