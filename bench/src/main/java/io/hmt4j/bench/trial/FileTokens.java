package io.hmt4j.bench.trial;

import io.hmt4j.InputException;
import io.hmt4j.tokenizer.MalformedText;
import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.StreamingEncoder;
import io.hmt4j.tokenizer.Tokenizer;
import io.hmt4j.tokenizer.Utf8Reader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The ids of a text file, from its beginning again where it ends. */
final class FileTokens implements TokenSource, AutoCloseable {

    private final Path file;
    private final Tokenizer tokenizer;
    private @Nullable Reader reader;
    private @Nullable StreamingEncoder encoder;
    private int[] held = new int[0];

    FileTokens(Path file, Tokenizer tokenizer) {
        this.file = file;
        this.tokenizer = tokenizer;
    }

    @Override
    public int[] next(int count) throws IOException {
        int[] ids = new int[count];
        int filled = 0;
        while (filled < count) {
            if (held.length == 0) {
                held = more();
            }
            int taken = Math.min(count - filled, held.length);
            System.arraycopy(held, 0, ids, filled, taken);
            held = Arrays.copyOfRange(held, taken, held.length);
            filled += taken;
        }
        return ids;
    }

    private int[] more() throws IOException {
        StreamingEncoder current = encoder;
        int[] ids = current == null ? new int[0] : current.next();
        if (ids.length > 0) {
            return ids;
        }
        close();
        reader = new Utf8Reader(Files.newInputStream(file), file.toString(), MalformedText.REPLACE);
        encoder = tokenizer.stream(reader, SpecialTokens.AS_TEXT);
        int[] first = encoder.next();
        if (first.length == 0) {
            throw new InputException("--text " + file + " is empty");
        }
        return first;
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }
}
