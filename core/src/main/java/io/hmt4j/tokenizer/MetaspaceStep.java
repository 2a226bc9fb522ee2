package io.hmt4j.tokenizer;

/** {@code Metaspace}: its sign becomes a space; in the first token it goes, if encoding would have put it there. */
final class MetaspaceStep implements DecodeStep {

    private final String sign;
    private final DecodeStep next;
    private boolean dropping;

    MetaspaceStep(String sign, boolean prepended, DecodeStep next) {
        this.sign = sign;
        this.next = next;
        this.dropping = prepended;
    }

    @Override
    public void accept(String token) {
        next.accept(token.replace(sign, dropping ? "" : " "));
        dropping = false;
    }

    @Override
    public void finish() {
        next.finish();
    }
}
