package io.hmt4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.models.Model;
import io.hmt4j.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as OpenAI's own client for Java sees it. */
@SuppressWarnings("deprecation") // seed and system_fingerprint are old, and spoken by many
class OpenAiClientTest {

    @TempDir
    private static Path folder;

    private static TestServer server;
    private static OpenAIClient client;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(folder);
        client = OpenAIOkHttpClient.builder()
                .baseUrl(server.at("/v1").toString())
                .apiKey("not-needed")
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void theModelIsListed() {
        List<Model> models = client.models().list().data();

        assertThat(models).extracting(Model::id).containsExactly(TestServer.MODEL);
        assertThat(client.models().retrieve(TestServer.MODEL).validate().ownedBy())
                .isEqualTo("hmt4j");
    }

    @Test
    void aConversationOfAllRolesIsAnswered() {
        ChatCompletion answer = client.chat()
                .completions()
                .create(chat().addDeveloperMessage("Be short.")
                        .addUserMessage("Who stood by the river?")
                        .addAssistantMessage("Lily.")
                        .addUserMessage("Why?")
                        .maxCompletionTokens(7)
                        .temperature(0)
                        .build())
                .validate();

        assertThat(answer.id()).startsWith("chatcmpl-");
        assertThat(answer.model()).isEqualTo(TestServer.MODEL);
        assertThat(answer.systemFingerprint()).isPresent();
        assertThat(answer.choices()).hasSize(1);
        assertThat(answer.choices().get(0).message().content()).isPresent();
        assertThat(answer.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.LENGTH);
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(7);
        assertThat(answer.usage().orElseThrow().promptTokens()).isGreaterThan(10);
        assertThat(answer.usage().orElseThrow().totalTokens())
                .isEqualTo(answer.usage().orElseThrow().promptTokens() + 7);
    }

    @Test
    void theStreamedAnswerIsTheWholeOneInPieces() {
        ChatCompletionCreateParams.Builder asked =
                chat().addUserMessage("Tell me of the house.").temperature(0).maxCompletionTokens(30);
        String whole = text(client.chat().completions().create(asked.build()));
        List<ChatCompletionChunk> chunks = stream(asked.streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());

        assertThat(joined(chunks)).isEqualTo(whole);
        assertThat(chunks).allSatisfy(ChatCompletionChunk::validate);
        assertThat(chunks)
                .extracting(ChatCompletionChunk::id)
                .containsOnly(chunks.get(0).id());
        assertThat(chunks.get(0).choices().get(0).delta().role()).isPresent();
        ChatCompletionChunk last = chunks.get(chunks.size() - 1);
        assertThat(last.choices()).isEmpty();
        assertThat(last.usage().orElseThrow().completionTokens()).isEqualTo(30);
        assertThat(chunks.get(chunks.size() - 2).choices().get(0).finishReason())
                .contains(ChatCompletionChunk.Choice.FinishReason.LENGTH);
    }

    @Test
    void theSameSeedGivesTheSameAnswerAndAnotherAnother() {
        ChatCompletionCreateParams.Builder asked =
                chat().addUserMessage("Who?").temperature(1.5).topP(0.9).maxCompletionTokens(40);
        String first = text(client.chat().completions().create(asked.seed(1).build()));
        String again = text(client.chat().completions().create(asked.seed(1).build()));
        String other = text(client.chat().completions().create(asked.seed(2).build()));

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void aStopStringEndsTheAnswerBeforeIt() {
        ChatCompletionCreateParams.Builder asked =
                chat().addUserMessage("Tell me of the house.").temperature(0).maxCompletionTokens(30);
        String whole = text(client.chat().completions().create(asked.build()));
        String stop = whole.substring(whole.length() / 2, whole.length() / 2 + 2);
        ChatCompletion stopped =
                client.chat().completions().create(asked.stop(stop).build());

        assertThat(text(stopped)).isEqualTo(whole.substring(0, whole.indexOf(stop)));
        assertThat(stopped.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    }

    @Test
    void logprobsTellTheLikeliestTokens() {
        ChatCompletion answer = client.chat()
                .completions()
                .create(chat().addUserMessage("Who?")
                        .temperature(0)
                        .maxCompletionTokens(5)
                        .logprobs(true)
                        .topLogprobs(3)
                        .build())
                .validate();
        var tokens = answer.choices().get(0).logprobs().orElseThrow().content().orElseThrow();

        assertThat(tokens).hasSize(5).allSatisfy(token -> {
            assertThat(token.logprob()).isLessThanOrEqualTo(0);
            assertThat(token.topLogprobs()).hasSize(3);
            assertThat(token.topLogprobs().get(0).logprob()).isEqualTo(token.logprob());
            assertThat(token.bytes()).isPresent();
        });
    }

    @Test
    void streamedLogprobsAreThoseOfTheWholeAnswer() {
        ChatCompletionCreateParams.Builder asked = chat().addUserMessage("Who?")
                .temperature(0)
                .maxCompletionTokens(12)
                .logprobs(true);
        List<Double> whole = client
                .chat()
                .completions()
                .create(asked.build())
                .choices()
                .get(0)
                .logprobs()
                .orElseThrow()
                .content()
                .orElseThrow()
                .stream()
                .map(token -> token.logprob())
                .toList();
        List<Double> streamed = stream(asked.build()).stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.logprobs().stream())
                .flatMap(logprobs -> logprobs.content().orElse(List.of()).stream())
                .map(token -> token.logprob())
                .toList();

        assertThat(streamed).hasSameSizeAs(whole);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(streamed.get(i)).isCloseTo(whole.get(i), within(1e-3));
        }
    }

    @Test
    void aTextIsContinued() {
        Completion answer = client.completions()
                .create(CompletionCreateParams.builder()
                        .model(TestServer.MODEL)
                        .prompt("Once upon a time")
                        .maxTokens(6)
                        .temperature(0)
                        .logprobs(2)
                        .build())
                .validate();

        assertThat(answer.id()).startsWith("cmpl-");
        assertThat(answer.choices().get(0).finishReason().toString()).isEqualTo("length");
        assertThat(answer.choices().get(0).logprobs().orElseThrow().tokens().orElseThrow())
                .hasSize(6);
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(6);
    }

    @Test
    void aContinuationIsStreamed() {
        CompletionCreateParams asked = CompletionCreateParams.builder()
                .model(TestServer.MODEL)
                .prompt("Once upon a time")
                .maxTokens(20)
                .temperature(0)
                .build();
        String whole = client.completions().create(asked).choices().get(0).text();
        try (StreamResponse<Completion> stream = client.completions().createStreaming(asked)) {
            String streamed =
                    stream.stream().map(piece -> piece.choices().get(0).text()).collect(Collectors.joining());

            assertThat(streamed).isEqualTo(whole);
        }
    }

    @Test
    void aMemoryIsAskedByFieldOrHeaderAndStaysAsItWas() {
        String id = server.memoryOf(TestServer.text(200, 1));
        ChatCompletionCreateParams.Builder asked =
                chat().addUserMessage("Who stood by the river?").temperature(0).maxCompletionTokens(10);
        ChatCompletion byField = client.chat()
                .completions()
                .create(asked.putAdditionalBodyProperty("memory", JsonValue.from(id))
                        .build());
        ChatCompletion byHeader = client.chat()
                .completions()
                .create(asked.removeAdditionalBodyProperty("memory")
                        .putAdditionalHeader("X-HMT-Memory", id)
                        .build());

        assertThat(text(byHeader)).isEqualTo(text(byField));
        assertThat(byField._additionalProperties().get("hmt").toString()).contains(id, "recalled", "segment=");
        assertThat(byHeader.usage()
                        .orElseThrow()
                        .promptTokensDetails()
                        .orElseThrow()
                        .cachedTokens()
                        .orElseThrow())
                .isPositive();
    }

    @Test
    void earlierTurnsOfAConversationAreNotReadAgain() {
        String question = TestServer.text(300, 4);
        ChatCompletionCreateParams.Builder asked =
                chat().addUserMessage(question).temperature(0).maxCompletionTokens(4);
        ChatCompletion first = client.chat().completions().create(asked.build());
        ChatCompletion second = client.chat()
                .completions()
                .create(asked.addAssistantMessage(text(first))
                        .addUserMessage("And then?")
                        .build());
        long cached = second.usage()
                .orElseThrow()
                .promptTokensDetails()
                .orElseThrow()
                .cachedTokens()
                .orElseThrow();

        assertThat(cached).isGreaterThan(first.usage().orElseThrow().promptTokens() * 9 / 10);
    }

    @Test
    void errorsAreTheClientsExceptions() {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(chat().model("gpt-9").addUserMessage("Hi").build()))
                .isInstanceOfSatisfying(NotFoundException.class, wrong -> {
                    assertThat(wrong.code()).contains("model_not_found");
                    assertThat(wrong.param()).contains("model");
                });
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(chat().addUserMessage("Hi").temperature(9).build()))
                .isInstanceOfSatisfying(BadRequestException.class, wrong -> {
                    assertThat(wrong.type()).contains("invalid_request_error");
                    assertThat(wrong.param()).contains("temperature");
                    assertThat(wrong).hasMessageContaining("temperature is 9");
                });
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder().model(TestServer.MODEL);
    }

    private static String text(ChatCompletion answer) {
        return answer.choices().get(0).message().content().orElseThrow();
    }

    private static List<ChatCompletionChunk> stream(ChatCompletionCreateParams asked) {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(asked)) {
            return stream.stream().toList();
        }
    }

    private static String joined(List<ChatCompletionChunk> chunks) {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.delta().content().stream())
                .collect(Collectors.joining());
    }
}
