package io.hmt4j.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonUploadTest {

    private static final Set<String> KNOWN = Set.of("name", "source");

    @Test
    void theTextComesAsItWasWhateverStandsAroundIt() throws IOException {
        JsonUpload upload =
                of(" {\"name\" : \"N\", \"text\":\"a\\n\\\"b\\\" \\u00e4\\ud83d\\ude00 ö\", \"source\":null } \n");

        assertThat(upload.seekText()).isTrue();
        assertThat(upload.field("name")).contains("N");
        assertThat(read(upload)).isEqualTo("a\n\"b\" ä\ud83d\ude00 ö");
        upload.finish();
        assertThat(upload.field("source")).isEmpty();
    }

    @Test
    void fieldsMayStandBehindTheText() throws IOException {
        JsonUpload upload = of("{\"text\":\"\",\"source\":\"s\",\"name\":\"n\"}");

        assertThat(upload.seekText()).isTrue();
        assertThat(read(upload)).isEmpty();
        upload.finish();

        assertThat(upload.field("name")).contains("n");
        assertThat(upload.field("source")).contains("s");
    }

    @Test
    void longTextsOfAllCharactersAreThoseThatAnotherWriterWrote() throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40_000; i++) {
            int point = random.nextInt(0x11000);
            text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 'x' : point);
        }
        byte[] json = new ObjectMapper().writeValueAsBytes(Map.of("text", text.toString()));
        JsonUpload upload = new JsonUpload(new ByteArrayInputStream(json), KNOWN);

        assertThat(upload.seekText()).isTrue();
        assertThat(read(upload)).isEqualTo(text.toString());
        upload.finish();
    }

    @Test
    void anUploadMayHaveNoText() throws IOException {
        assertThat(of("{}").seekText()).isFalse();
        assertThat(of("{\"text\":null}").seekText()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"text\"",
                "{\"text\":1}",
                "{\"text\":\"a}",
                "{\"text\":\"a\"",
                "{\"text\":\"a\",}",
                "{\"text\":\"a\"} x",
                "{\"text\":\"a\" \"name\":\"n\"}",
                "{\"text\":\"a\",\"text\":\"b\"}",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"text\":\"\\x\"}",
                "{\"text\":\"\\u12g4\"}",
                "{\"text\":\"\\ud83d\"}",
                "{\"text\":\"\\ude00\\ud83d\"}",
                "{\"text\":\"\n\"}",
                "{\"path\":\"/etc\"}",
                "{\"name\":nil}"
            })
    void whatIsNoUploadIsRefusedAsMalformed(String body) {
        assertThatThrownBy(() -> {
                    JsonUpload upload = of(body);
                    if (upload.seekText()) {
                        read(upload);
                        upload.finish();
                    }
                })
                .isInstanceOf(MalformedBody.class);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] body = "{\"text\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> {
                    JsonUpload upload = new JsonUpload(new ByteArrayInputStream(body), KNOWN);
                    upload.seekText();
                    read(upload);
                })
                .isInstanceOf(MalformedBody.class)
                .hasMessageContaining("UTF-8");
    }

    private static JsonUpload of(String body) throws IOException {
        return new JsonUpload(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), KNOWN);
    }

    private static String read(JsonUpload upload) throws IOException {
        try (InputStream text = upload.text()) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
