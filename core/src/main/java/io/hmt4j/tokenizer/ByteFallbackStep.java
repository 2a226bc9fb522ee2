package io.hmt4j.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * {@code ByteFallback}: tokens such as {@code <0xE4>} become UTF-8 text.
 *
 * <p>A run of byte tokens is one piece: if any of it is not UTF-8, each byte becomes U+FFFD. So a run is held back until
 * it ends, else text could be shown that later proves wrong.
 */
final class ByteFallbackStep implements DecodeStep {

    private final DecodeStep next;
    private final ByteArrayOutputStream run = new ByteArrayOutputStream();

    ByteFallbackStep(DecodeStep next) {
        this.next = next;
    }

    @Override
    public void accept(String token) {
        if (isByte(token)) {
            run.write(Integer.parseInt(token.substring(3, 5), 16));
        } else {
            endRun();
            next.accept(token);
        }
    }

    @Override
    public void finish() {
        endRun();
        next.finish();
    }

    private void endRun() {
        if (run.size() > 0) {
            next.accept(text(run.toByteArray()));
            run.reset();
        }
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return "\uFFFD".repeat(bytes.length);
        }
    }

    private static boolean isByte(String token) {
        return token.length() == 6
                && token.startsWith("<0x")
                && token.charAt(5) == '>'
                && Character.digit(token.charAt(3), 16) >= 0
                && Character.digit(token.charAt(4), 16) >= 0;
    }
}
