package io.hmt4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.tokenizer.MalformedText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {

    @TempDir
    Path folder;

    @Test
    void aTextFileIsOneDocumentThatBeginsAsTheModelsDocumentsDo() throws IOException {
        write("a.txt", "\uFEFFOnce upon a time there was </s> a girl. 😀\n");
        List<Document> read = read("a.txt");
        assertThat(read).hasSize(1);
        assertThat(read.get(0).id()).isEqualTo("a.txt");
        assertThat(read.get(0).tokens()).isEqualTo(TestTexts.ids("Once upon a time there was </s> a girl. 😀\n"));
    }

    @Test
    void aSeparatorMakesSeveralDocumentsAndBlankOnesAreLeftOut() throws IOException {
        write("a.txt", "\n---\none - --\n---\n \n\n---\ntwo\n---\n\n---\nthree\n--");
        List<Document> read = TestTexts.read(files("a.txt").withSeparator("\n---\n"));
        assertThat(TestTexts.texts(read)).containsExactly("one - --", "two", "three\n--");
        assertThat(read).extracting(Document::id).containsExactly("a.txt#1", "a.txt#2", "a.txt#3");
    }

    @ParameterizedTest
    @ValueSource(ints = {65_530, 65_534, 65_535, 65_536, 65_540})
    void aSeparatorIsFoundAcrossTheBlocksOfTheReader(int length) throws IOException {
        write("a.txt", "a ".repeat(length / 2) + "a".repeat(length % 2) + "<-->" + "b ".repeat(50_000) + "<-->c");
        List<Document> read = TestTexts.read(files("a.txt").withSeparator("<-->"));
        assertThat(read).hasSize(3);
        assertThat(TestTexts.texts(read).get(0)).hasSize(length);
        assertThat(TestTexts.texts(read).get(1)).isEqualTo("b ".repeat(50_000));
        assertThat(TestTexts.texts(read).get(2)).isEqualTo("c");
    }

    @Test
    void filesComeInTheOrderOfThePathsAndThoseOfAGlobByName() throws IOException {
        Files.createDirectories(folder.resolve("deep/er"));
        for (String name : List.of("b.txt", "a.txt", "z.txt", "deep/c.txt", "deep/er/d.txt")) {
            write(name, name);
        }
        assertThat(TestTexts.texts(read("z.txt", "*.txt"))).containsExactly("z.txt", "a.txt", "b.txt");
        assertThat(TestTexts.texts(read("**/*.txt")))
                .containsExactly("a.txt", "b.txt", "deep/c.txt", "deep/er/d.txt", "z.txt");
        assertThat(TestTexts.texts(read("deep/**/[cd].txt"))).containsExactly("deep/c.txt", "deep/er/d.txt");
        assertThat(read("deep/**")).as("and no token file").hasSize(2);
        assertThat(read(folder.resolve("deep").toAbsolutePath() + "/*.txt"))
                .extracting(Document::id)
                .containsExactly("deep/c.txt");
    }

    @Test
    void aSignOfGlobsInBracketsStandsForItself() throws IOException {
        Files.createDirectories(folder.resolve("a [1] {b} *?/in"));
        write("a [1] {b} *?/in/c.txt", "c");
        String quoted = folder.toAbsolutePath() + "/a [[]1] [{]b} [*][?]/in/";
        assertThat(TestTexts.texts(read(quoted + "*.txt"))).containsExactly("c");
        assertThat(TestTexts.texts(read("[ab] [[]1]*/in/*.txt", quoted + "[c].*")))
                .containsExactly("c");
    }

    @ParameterizedTest
    @CsvSource({
        "nothing.txt, nothing.txt does not exist",
        "*.csv, *.csv matches no file",
        "deep, deep is a folder",
        "a{.txt, a{.txt is no glob",
        "e.md, e.md has none of the endings that are known (.txt; .jsonl; .parquet; .csv)",
    })
    void aPathThatLeadsNowhereIsNamed(String path, String message) throws IOException {
        Files.createDirectories(folder.resolve("deep"));
        write("e.md", "x");
        assertThatThrownBy(() -> read(path))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message.replace(';', ','));
    }

    @Test
    void aStatedFormatWinsOverTheEnding() throws IOException {
        write("e.md", "{\"text\": \"hello\"}");
        assertThat(TestTexts.texts(TestTexts.read(files("e.md").withFormat(FileFormat.JSONL))))
                .containsExactly("hello");
    }

    @Test
    void filesPackedByGzipAreUnpacked() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.jsonl.gz")))) {
            out.write("{\"text\": \"packed\"}\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(TestTexts.texts(read("a.jsonl.gz"))).containsExactly("packed");
    }

    @Test
    void answersAndEvidenceOfALineAreFoundInItsTokens() throws IOException {
        String text = "The 😀 code is 4711. Ask: what? 4711 it is.";
        int fact = text.indexOf("4711");
        int answer = text.lastIndexOf("4711");
        write(
                "a.jsonl",
                String.format(
                        "\n{\"text\": \"%s\", \"answers\": [[%d, %d]], \"evidence\": [{\"at\": %d, \"where\": [[%d, %d]]}]}",
                        text, answer, answer + 4, answer, fact, fact + 4));
        Document read = read("a.jsonl").get(0);
        assertThat(read.id()).isEqualTo("a.jsonl:2");
        assertThat(read.tokens()).isEqualTo(TestTexts.ids(text));
        assertThat(read.answers()).hasSize(1);
        assertThat(TestTexts.decoded(read, read.answers().get(0))).isEqualTo("4711");
        Evidence evidence = read.evidence().get(0);
        assertThat(evidence.at()).isEqualTo(read.answers().get(0).from());
        assertThat(TestTexts.decoded(read, evidence.where().get(0))).isEqualTo("4711");
        assertThat(evidence.where().get(0).to()).isLessThan(evidence.at());
    }

    @Test
    void aQuestionIsWrittenBehindItsContextWithTheFirstAnswer() throws IOException {
        write(
                "a.jsonl",
                "{\"context\": \"Ann lives in Rome.\", \"question\": \"Where is Ann?\", \"answers\": [\"Rome\", \"Italy\"],"
                        + " \"evidence\": [[13, 17]]}\n"
                        + "{\"context\": \"C\", \"input\": \"Q\", \"answers\": \"A\"}");
        List<Document> read = read("a.jsonl");
        assertThat(TestTexts.texts(read)).containsExactly("Ann lives in Rome.\n\nWhere is Ann?\nRome", "C\n\nQ\nA");
        Document first = read.get(0);
        assertThat(TestTexts.decoded(first, first.answers().get(0))).isEqualTo("Rome</s>");
        assertThat(first.answers().get(0).to()).isEqualTo(first.tokens().length);
        Span stated = first.evidence().get(0).where().get(0);
        assertThat(TestTexts.decoded(first, stated)).isEqualTo("Rome");
        assertThat(stated.to()).isLessThan(first.answers().get(0).from());
        List<Document> asked = TestTexts.read(files("a.jsonl").withPrompt("C: {context} Q: {question} A: {answer}."));
        assertThat(TestTexts.texts(asked)).endsWith("C: C Q: Q A: A.");
        Document dotted = asked.get(1);
        assertThat(TestTexts.decoded(dotted, dotted.answers().get(0))).isEqualTo("A.</s>");
        CorpusFiles open = files("a.jsonl").withPrompt("{context} Question: {question} Answer:");
        assertThat(TestTexts.texts(TestTexts.read(open))).endsWith("C Question: Q Answer: A");
    }

    @Test
    void whereATokenizerHasNoEndOfTextALineEndEndsAnAnswer() throws IOException {
        write("a.jsonl", "{\"context\": \"C\", \"question\": \"Q\", \"answers\": [\"A\"]}");
        Document read = TestTexts.read(files("a.jsonl"), TestTexts.withoutEos()).get(0);
        assertThat(TestTexts.texts(List.of(read))).containsExactly("C\n\nQ\nA\n");
        Span answer = read.answers().get(0);
        assertThat(TestTexts.raw(read, answer)).endsWith("A\n");
        assertThat(answer.to()).isEqualTo(read.tokens().length);
    }

    @Test
    void theAssistantsTurnsOfAConversationAreAnswersWithTheTokenThatEndsThem() throws IOException {
        write(
                "a.jsonl",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"assistant\"},"
                        + "{\"role\": \"assistant\", \"content\": \" assistant \"},{\"role\": \"user\", \"content\": \"b\"},"
                        + "{\"role\": \"assistant\", \"content\": \"yes\"}]}");
        Document read = read("a.jsonl").get(0);
        assertThat(read.tokens()[0]).isEqualTo(1);
        assertThat(read.tokens()[1]).isNotEqualTo(1);
        assertThat(read.answers())
                .extracting(span -> TestTexts.decoded(read, span))
                .containsExactly("assistant</s>", "yes</s>");
        assertThat(read.answers()).allMatch(span -> read.tokens()[span.to() - 1] == 2);
    }

    @Test
    void aTemplateThatHidesATurnIsRefused() throws IOException {
        write("a.jsonl", "{\"messages\": [{\"role\": \"assistant\", \"content\": \"a\"}]}");
        assertThatThrownBy(() -> Corpus.open(
                        files("a.jsonl"),
                        TestTexts.model("hiding", "{{ messages | length }}"),
                        TokenizingListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a.jsonl:1: the chat template does not show where messages[0] stands");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\": ",
                "[1]",
                "{\"txt\": \"a\"}",
                "{\"text\": 3}",
                "{\"text\": \"a\"} {}",
                "{\"text\": \"abc\", \"answers\": [[1, 1]]}",
                "{\"text\": \"abc\", \"answers\": [[1, 4]]}",
                "{\"text\": \"abc\", \"answers\": [[1, 2], [0, 1]]}",
                "{\"text\": \"abc\", \"answers\": \"b\"}",
                "{\"text\": \"abc\", \"evidence\": [{\"at\": 1, \"where\": [[1, 2]]}]}",
                "{\"text\": \"abc\", \"evidence\": [{\"where\": [[0, 1]]}]}",
                "{\"context\": \"abc\", \"question\": \"b\", \"answers\": []}",
                "{\"context\": \"abc\", \"answers\": [\"b\"]}",
                "{\"messages\": [{\"content\": \"b\"}]}",
                "{\"messages\": []}",
            })
    void aLineThatIsWrongIsNamedByFileAndNumber(String line) throws IOException {
        write("a.jsonl", "{\"text\": \"fine\"}\n" + line + "\n{\"text\": \"fine\"}\n");
        assertThatThrownBy(() -> read("a.jsonl"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("a.jsonl:2")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedByTheirPlaceOrReplacedIfAsked() throws IOException {
        Files.write(folder.resolve("a.txt"), new byte[] {'a', 'b', (byte) 0xFF, 'c'});
        assertThatThrownBy(() -> read("a.txt"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a.txt: the text is not UTF-8 at byte 2");
        assertThat(TestTexts.texts(TestTexts.read(files("a.txt").withMalformed(MalformedText.REPLACE))))
                .containsExactly("ab\uFFFDc");
    }

    @Test
    void emptyFilesHaveNoDocumentAndACorpusOfNoneIsRefused() throws IOException {
        write("a.txt", "");
        write("b.jsonl", "\n\n");
        write("c.csv", "text\n");
        write("d.txt", "d");
        assertThat(read("*.*")).hasSize(1);
        assertThatThrownBy(() -> read("a.txt", "b.jsonl", "c.csv"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a.txt, b.jsonl, c.csv: no document in 3 files");
    }

    @Test
    void aParquetFileIsReadWithListsAndStructures() throws SQLException {
        database(
                "copy (select 'héllo 😀 key' as text, [[9, 12]] as answers, [{'at': 9, 'where': [[0, 5]]}] as evidence,"
                        + " 7 as other union all select 'plain', null, null, 8) to '%s' (format parquet)",
                "it's [1]*.parquet");
        List<Document> read = read("it's [1]*.parquet");
        assertThat(TestTexts.texts(read)).containsExactly("héllo 😀 key", "plain");
        assertThat(read).extracting(Document::id).containsExactly("it's [1]*.parquet:1", "it's [1]*.parquet:2");
        assertThat(TestTexts.decoded(read.get(0), read.get(0).answers().get(0))).isEqualTo("key");
        Span stated = read.get(0).evidence().get(0).where().get(0);
        assertThat(TestTexts.decoded(read.get(0), stated)).contains("héllo");
        assertThat(read.get(1).answers()).isEmpty();
    }

    @Test
    void questionsAndConversationsOfAParquetFileAreReadLikeThoseOfLines() throws SQLException {
        database(
                "copy (select 'c' as context, 'q' as question, ['a', 'b'] as answers) to '%s' (format parquet)",
                "q.parquet");
        database(
                "copy (select [{'role': 'assistant', 'content': 'yes'}] as messages) to '%s' (format parquet)",
                "m.parquet");
        List<Document> read = read("q.parquet", "m.parquet");
        assertThat(TestTexts.texts(read)).containsExactly("c\n\nq\na", "<assistant>yes");
        assertThat(read).allMatch(document -> document.answers().size() == 1);
    }

    @Test
    void aCsvFileIsReadWithQuotesLineEndsAndListsAsText() throws IOException {
        write("a.csv", "id,text,answers\r\n1,\"say \"\"hi\"\",\nthen go\",\"[[0,3]]\"\r\n2,plain,\r\n3,,\r\n");
        assertThatThrownBy(() -> read("a.csv"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a.csv:3: no text");
        write("a.csv", "id,text,answers\r\n1,\"say \"\"hi\"\",\nthen go\",\"[[0,3]]\"\r\n2,plain,\r\n");
        List<Document> read = read("a.csv");
        assertThat(TestTexts.texts(read)).containsExactly("say \"hi\",\nthen go", "plain");
        assertThat(TestTexts.decoded(read.get(0), read.get(0).answers().get(0))).isEqualTo("say");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text,b\\na,b\\na,b,c | Line: 3",
                "text,b\\na,b\\na | Line: 3",
                "text,b\\na,b\\n\"a,b\\n | Line: 3",
                "body,b\\na,b | a.csv: none of the columns body, b is read; known: text",
                "text,text\\na,b | a.csv:1: the header names the columns text, text",
            })
    void aCsvFileThatIsWrongIsNamedWithItsLine(String content, String message) throws IOException {
        write("a.csv", content.replace("\\n", "\n"));
        assertThatThrownBy(() -> read("a.csv"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("a.csv")
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void theColumnOfTheTextCanBeStated() throws IOException {
        write("a.csv", "text,body\nno,yes\n");
        write("b.jsonl", "{\"text\": \"no\", \"body\": \"yes\"}");
        assertThat(TestTexts.texts(TestTexts.read(files("a.csv", "b.jsonl").withTextField("body"))))
                .containsExactly("yes", "yes");
    }

    @Test
    void aFileThatIsNoParquetIsNamed() throws IOException {
        write("a.parquet", "nothing of the kind");
        assertThatThrownBy(() -> read("a.parquet"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("a.parquet: cannot be read: ");
    }

    private void database(String sql, String file) throws SQLException {
        String path = folder.resolve(file).toString().replace("'", "''");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute(sql.replace("%s", path));
        }
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private CorpusFiles files(String... paths) {
        return CorpusFiles.of(folder, paths);
    }

    private List<Document> read(String... paths) {
        return TestTexts.read(files(paths));
    }
}
