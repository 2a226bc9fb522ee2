package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.generate.FinishReason;
import io.hmt4j.generate.Generation;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.generate.Sampling;
import io.hmt4j.tokenizer.Tokenizer;
import io.hmt4j.tokenizer.chat.ChatMessage;
import io.hmt4j.tokenizer.chat.ChatOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Turns of a conversation leave in the memory what the chat template makes of them, once each. */
class ConversationTest {

    private static final float ROUNDING = 1e-4f;
    private static final GenerationOptions SHORT =
            GenerationOptions.greedy(25).withSampling(new Sampling(1, 0, 1, 0, 1), 3);
    /** Leaves all but the last answer out, as templates do that hide what was thought. */
    private static final String REWRITING = "{{ bos_token }}{% for message in messages %}{% if loop.last or "
            + "message.role == 'user' %}{{ message.content }}{% endif %}{% endfor %}";

    @TempDir
    private static Path folder;

    private static HmtModel model;
    private static HmtModel rewriting;
    private static HmtModel plain;

    @BeforeAll
    static void loadModels() throws IOException {
        model = TextModels.load(TextModels.write(folder.resolve("model"), TextModels.TEMPLATE), 12);
        rewriting = TextModels.load(TextModels.write(folder.resolve("rewriting"), REWRITING), 12);
        plain = TextModels.load(TextModels.write(folder.resolve("plain"), ""), 12);
    }

    @AfterAll
    static void closeModels() {
        model.close();
        rewriting.close();
        plain.close();
    }

    @Test
    void twoTurnsLeaveTheMemoryOfReadingTheirTranscript() {
        Tokenizer tokenizer = model.text().tokenizer();
        try (DocumentMemory memory = model.newMemory();
                DocumentMemory expected = model.newMemory()) {
            Conversation conversation = new Conversation(model, memory);
            Generation first = conversation.say("Who is Tim?", SHORT, GenerationListener.SILENT);
            Generation second = conversation.say("And then?", SHORT, GenerationListener.SILENT);

            List<ChatMessage> messages = List.of(
                    ChatMessage.user("Who is Tim?"),
                    ChatMessage.assistant(first.text()),
                    ChatMessage.user("And then?"));
            String firstPrompt = rendered(messages.subList(0, 1));
            String transcript = firstPrompt + tokenizer.decode(ids(first), false);
            String secondPrompt = rendered(messages);
            assertThat(secondPrompt).startsWith(transcript);

            model.read(expected, tokenizer.encode(firstPrompt));
            model.read(expected, ids(first));
            model.endSegment(expected);
            model.read(expected, tokenizer.encode(secondPrompt.substring(transcript.length())));
            model.read(expected, ids(second));
            MemoryAssert.assertClose(memory, expected, ROUNDING);
            assertThat(first.tokens()).hasSize(25);
        }
    }

    @Test
    void askingLeavesMemoryAndConversationUntouched() {
        try (DocumentMemory memory = model.newMemory()) {
            Conversation conversation = new Conversation(model, memory);
            conversation.say("Who is Tim?", SHORT, GenerationListener.SILENT);
            try (DocumentMemory before = memory.copy()) {
                Generation once = conversation.ask("And then?", SHORT, GenerationListener.SILENT);
                MemoryAssert.assertIdentical(memory, before);
                assertThat(conversation.ask("And then?", SHORT, GenerationListener.SILENT))
                        .isEqualTo(once);
                assertThat(conversation.say("And then?", SHORT, GenerationListener.SILENT))
                        .isEqualTo(once);
                assertThat(memory.tokens()).isGreaterThan(before.tokens());
            }
        }
    }

    @Test
    void theTokenThatBeginsADocumentStandsOnceAtTheBeginning() {
        try (DocumentMemory fresh = model.newMemory();
                DocumentMemory read = model.newMemory()) {
            new Conversation(model, fresh).say("Who?", one(), GenerationListener.SILENT);
            model.read(read, new int[] {1, 40});
            new Conversation(model, read).say("Who?", one(), GenerationListener.SILENT);
            int[] prompt = model.text().tokenizer().encode(rendered(List.of(ChatMessage.user("Who?"))));
            assertThat(prompt[0]).isEqualTo(1);
            assertThat(fresh.tokens()).isEqualTo(prompt.length + 1);
            assertThat(read.tokens()).isEqualTo(2 + prompt.length - 1 + 1);
        }
    }

    @Test
    void aTemplateThatRewritesEarlierTurnsIsGivenAllOfThem() {
        Tokenizer tokenizer = rewriting.text().tokenizer();
        try (DocumentMemory memory = rewriting.newMemory();
                DocumentMemory expected = rewriting.newMemory()) {
            Conversation conversation = new Conversation(rewriting, memory);
            Generation first = conversation.say("One.", SHORT, GenerationListener.SILENT);
            Generation second = conversation.say("Two.", SHORT, GenerationListener.SILENT);
            rewriting.read(expected, tokenizer.encode("<s>One."));
            rewriting.read(expected, ids(first));
            rewriting.endSegment(expected);
            int[] whole = tokenizer.encode("<s>One.Two.");
            rewriting.read(expected, Arrays.copyOfRange(whole, 1, whole.length));
            rewriting.read(expected, ids(second));
            MemoryAssert.assertClose(memory, expected, ROUNDING);
        }
    }

    @Test
    void withoutATemplateTheQuestionIsContinuedAsItStands() {
        Tokenizer tokenizer = plain.text().tokenizer();
        try (DocumentMemory memory = plain.newMemory();
                DocumentMemory expected = plain.newMemory()) {
            Conversation conversation = new Conversation(plain, memory);
            Generation first = conversation.say("Once upon", SHORT, GenerationListener.SILENT);
            Generation second = conversation.say("a time", SHORT, GenerationListener.SILENT);
            plain.read(expected, new int[] {1});
            plain.read(expected, tokenizer.encode("Once upon"));
            plain.read(expected, ids(first));
            plain.endSegment(expected);
            plain.read(expected, tokenizer.encode("a time"));
            plain.read(expected, ids(second));
            MemoryAssert.assertClose(memory, expected, ROUNDING);
        }
    }

    @Test
    void theTextOfAnAnswerIsThatOfItsTokensAndArrivesPieceByPiece() {
        StringBuilder arrived = new StringBuilder();
        try (DocumentMemory memory = model.newMemory()) {
            Generation answer = new Conversation(model, memory).ask("Who?", SHORT, new GenerationListener() {
                @Override
                public void text(String piece) {
                    arrived.append(piece);
                }
            });
            assertThat(arrived).hasToString(answer.text());
            assertThat(answer.text()).isEqualTo(model.text().tokenizer().decode(ids(answer), true));
        }
    }

    @Test
    void aStopStringEndsTheAnswerBeforeItEvenWhereTheLastTokenCompletesIt() {
        try (DocumentMemory memory = model.newMemory()) {
            Conversation conversation = new Conversation(model, memory);
            String free =
                    conversation.ask("Who?", SHORT, GenerationListener.SILENT).text();
            for (int from = 1; from + 3 <= free.length(); from++) {
                String stop = free.substring(from, from + 3);
                Generation ended = conversation.ask(
                        "Who?", SHORT.withStopStrings(List.of(stop, "never in it")), GenerationListener.SILENT);
                assertThat(ended.finishReason()).as(stop).isEqualTo(FinishReason.STOP_STRING);
                assertThat(ended.text()).isEqualTo(free.substring(0, free.indexOf(stop)));
            }
        }
    }

    @Test
    void emptyQuestionsAndEmptyMemoriesAreAnswered() {
        try (DocumentMemory memory = plain.newMemory()) {
            assertThat(new Conversation(plain, memory)
                            .ask("", one(), GenerationListener.SILENT)
                            .tokens())
                    .hasSize(1);
        }
    }

    @Test
    void aQuestionLongerThanManySegmentsIsAnswered() {
        try (DocumentMemory memory = model.newMemory()) {
            String question = "Why did the little dog run to the big tree? ".repeat(40);
            Generation answer = new Conversation(model, memory).say(question, SHORT, GenerationListener.SILENT);
            assertThat(answer.tokens()).hasSize(25);
            assertThat(memory.segments()).isGreaterThan(40);
        }
    }

    @Test
    void askIsOneLine() {
        try (DocumentMemory memory = model.newMemory()) {
            model.read(memory, new int[] {1, 50, 60, 70});
            assertThat(model.ask(memory, "Who?")).isEqualTo(model.ask(memory, "Who?"));
            assertThat(memory.tokens()).isEqualTo(4);
        }
    }

    @Test
    void aBrokenTemplateIsAClearErrorOnceItIsNeeded() throws IOException {
        Path broken = TextModels.write(folder.resolve("broken"), "{% for %}");
        try (HmtModel loaded = TextModels.load(broken, 12);
                DocumentMemory memory = loaded.newMemory()) {
            loaded.read(memory, new int[] {1, 2});
            assertThatThrownBy(() -> new Conversation(loaded, memory))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("chat_template.jinja");
        }
    }

    @Test
    void stopStringsWithoutATokenizerAreRefused() {
        try (HmtModel silent = TinyModels.create(TinyModels.CONFIG);
                DocumentMemory memory = silent.newMemory()) {
            assertThatThrownBy(() -> new Conversation(silent, memory))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("has no tokenizer");
            GenerationOptions stop = one().withStopStrings(List.of("."));
            assertThatThrownBy(() -> silent.generate(memory, new int[] {1}, stop, GenerationListener.SILENT))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("stop strings need a tokenizer");
            GenerationOptions far = one().withOverrun(Integer.MAX_VALUE);
            assertThatThrownBy(() -> silent.generate(memory, new int[] {1}, far, GenerationListener.SILENT))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("overrun is 2147483647");
        }
    }

    private static GenerationOptions one() {
        return GenerationOptions.greedy(1);
    }

    private static String rendered(List<ChatMessage> messages) {
        return model.text().chatTemplate().orElseThrow().render(messages, ChatOptions.answering());
    }

    private static int[] ids(Generation generation) {
        return generation.tokens().stream().mapToInt(Integer::intValue).toArray();
    }
}
