package io.hmt4j.tokenizer;

/** {@code Replace}: one string for another, within a token. */
record ReplaceStep(String pattern, String content, DecodeStep next) implements DecodeStep {

    @Override
    public void accept(String token) {
        next.accept(token.replace(pattern, content));
    }

    @Override
    public void finish() {
        next.finish();
    }
}
