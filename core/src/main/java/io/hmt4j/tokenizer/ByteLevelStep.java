package io.hmt4j.tokenizer;

import java.nio.charset.StandardCharsets;

/** {@code ByteLevel}: tokens in the byte alphabet become UTF-8 text. Holds back at most three bytes. */
final class ByteLevelStep implements DecodeStep {

    private final Utf8Decoder utf8 = new Utf8Decoder();
    private final DecodeStep next;

    ByteLevelStep(DecodeStep next) {
        this.next = next;
    }

    @Override
    public void accept(String token) {
        byte[] bytes = ByteAlphabet.bytes(token);
        StringBuilder text = new StringBuilder();
        for (byte b : bytes == null ? token.getBytes(StandardCharsets.UTF_8) : bytes) {
            utf8.accept(b, text);
        }
        next.accept(text.toString());
    }

    @Override
    public void finish() {
        StringBuilder text = new StringBuilder();
        utf8.finish(text);
        next.accept(text.toString());
        next.finish();
    }
}
