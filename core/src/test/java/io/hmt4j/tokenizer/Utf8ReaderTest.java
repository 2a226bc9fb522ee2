package io.hmt4j.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8ReaderTest {

    @Test
    void readsTextHoweverTheBytesArrive() throws IOException {
        String text = StrangeTexts.random(new Random(3), 30_000);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(read(new ByteArrayInputStream(bytes), MalformedText.REFUSE)).isEqualTo(text);
        InputStream oneByOne = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }
        };
        assertThat(read(oneByOne, MalformedText.REFUSE)).isEqualTo(text);
    }

    /** The replacements of the Unicode standard, section 3.9, tables 3-8 to 3-11, and other faults. */
    @ParameterizedTest
    @CsvSource({
        "C0AF41, ??A",
        "E080AF41, ???A",
        "EDA08041, ???A",
        "F4919293FF4180BF42, ?????A??B",
        "E180E2F09192F1BF41, ????A",
        "61E28261, a?a",
        "E282, ?",
        "F09F98, ?",
        "80, ?",
        "F8888080, ????",
    })
    void replacesEachFaultByOneSign(String hex, String expected) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(read(new ByteArrayInputStream(bytes), MalformedText.REPLACE))
                .isEqualTo(expected.replace('?', '\uFFFD'));
    }

    @ParameterizedTest
    @CsvSource({"6162E4206364, is not UTF-8 at byte 3", "6162E282, ends inside a character at byte 4"})
    void refusesWhatIsNotUtf8AndSaysWhere(String hex, String message) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> read(new ByteArrayInputStream(bytes), MalformedText.REFUSE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("notes.txt")
                .hasMessageContaining(message);
    }

    @Test
    void countsTheBytesTaken() throws IOException {
        byte[] bytes = "äöü €".getBytes(StandardCharsets.UTF_8);
        try (Utf8Reader reader = new Utf8Reader(new ByteArrayInputStream(bytes), "notes.txt", MalformedText.REFUSE)) {
            reader.transferTo(new StringWriter());
            assertThat(reader.bytesRead()).isEqualTo(bytes.length);
        }
    }

    private static String read(InputStream bytes, MalformedText malformed) throws IOException {
        StringWriter text = new StringWriter();
        try (Utf8Reader reader = new Utf8Reader(bytes, "notes.txt", malformed)) {
            reader.transferTo(text);
        }
        return text.toString();
    }
}
