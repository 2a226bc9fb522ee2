package io.hmt4j.data;

import io.hmt4j.InputException;
import io.hmt4j.memory.ModelText;
import io.hmt4j.tokenizer.chat.ChatTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What the tokens of a file depend on, as a SHA-256: its content, the tokenizer, and the settings that shape documents.
 * The whole content is read: a file's time may be the old one though its text is new.
 */
final class CacheKey {

    /** Changes where the same file would now be tokenized otherwise. */
    private static final String VERSION = "2";

    private final CorpusFiles files;
    private final ModelText text;
    private final String tokenizer;

    CacheKey(CorpusFiles files, ModelText text) {
        this.files = files;
        this.text = text;
        this.tokenizer = text.tokenizer().fingerprint();
    }

    /** The key of a file, 64 hexadecimal digits. */
    String of(Path file, FileFormat format) throws IOException {
        MessageDigest sha256 = of(settings(format, FileFormat.isPacked(file)));
        byte[] block = new byte[1 << 18];
        try (InputStream content = Files.newInputStream(file)) {
            for (int count = content.read(block); count >= 0; count = content.read(block)) {
                sha256.update(block, 0, count);
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** The key of several files in their order. */
    static String combined(List<String> keys) {
        return HexFormat.of().formatHex(of(keys).digest());
    }

    private static MessageDigest of(List<String> parts) {
        MessageDigest sha256 = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            sha256.update(bytes);
        }
        return sha256;
    }

    private List<String> settings(FileFormat format, boolean packed) {
        String common = VERSION + tokenizer + format.key() + packed + files.malformed();
        return format == FileFormat.TXT
                ? List.of(common, String.valueOf(files.separator()))
                : List.of(common, String.valueOf(files.textField()), files.prompt(), template());
    }

    /** A template that cannot be parsed writes no conversation, and hinders no other text. */
    private String template() {
        try {
            return text.chatTemplate().map(ChatTemplate::source).orElse("none");
        } catch (InputException broken) {
            return "broken";
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
