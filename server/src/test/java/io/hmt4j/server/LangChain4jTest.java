package io.hmt4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import io.hmt4j.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as LangChain4j's client for OpenAI sees it. */
class LangChain4jTest {

    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aConversationIsAnswered() {
        ChatResponse answer = model().build()
                .chat(List.of(
                        SystemMessage.from("Be short."),
                        UserMessage.from("Who?"),
                        AiMessage.from("Lily."),
                        UserMessage.from("Why?")));

        assertThat(answer.aiMessage().text()).isNotNull();
        assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(answer.tokenUsage().outputTokenCount()).isEqualTo(9);
        assertThat(answer.modelName()).isEqualTo(TestServer.MODEL);
    }

    @Test
    void aStreamedAnswerIsTheWholeOne() throws Exception {
        String whole = model().build().chat("Tell me of the river.");
        Collected collected = new Collected();
        OpenAiStreamingChatModel.builder()
                .baseUrl(server.at("/v1").toString())
                .apiKey("not-needed")
                .modelName(TestServer.MODEL)
                .temperature(0.0)
                .maxCompletionTokens(9)
                .build()
                .chat("Tell me of the river.", collected);
        ChatResponse answer = collected.complete.get();

        assertThat(answer.aiMessage().text()).isEqualTo(whole);
        assertThat(collected.pieces).hasToString(whole);
        assertThat(answer.tokenUsage().outputTokenCount()).isEqualTo(9);
    }

    @Test
    void aMemoryIsAskedByItsHeader() {
        String id = server.memoryOf(TestServer.text(100, 2));

        assertThat(model().customHeaders(Map.of("X-HMT-Memory", id)).build().chat("Who?"))
                .isNotNull();
        assertThatThrownBy(() -> model().customHeaders(Map.of("X-HMT-Memory", "mem_none"))
                        .build()
                        .chat("Who?"))
                .hasMessageContaining("unknown_memory");
    }

    @Test
    void anUnknownModelIsTheClientsException() {
        assertThatThrownBy(() -> model().modelName("gpt-9").build().chat("Who?"))
                .isInstanceOf(ModelNotFoundException.class);
    }

    private static OpenAiChatModel.OpenAiChatModelBuilder model() {
        return OpenAiChatModel.builder()
                .baseUrl(server.at("/v1").toString())
                .apiKey("not-needed")
                .modelName(TestServer.MODEL)
                .temperature(0.0)
                .maxCompletionTokens(9)
                .maxRetries(0);
    }

    private static final class Collected implements StreamingChatResponseHandler {

        private final StringBuilder pieces = new StringBuilder();
        private final CompletableFuture<ChatResponse> complete = new CompletableFuture<>();

        @Override
        public void onPartialResponse(String piece) {
            pieces.append(piece);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            complete.complete(response);
        }

        @Override
        public void onError(Throwable error) {
            complete.completeExceptionally(error);
        }
    }
}
