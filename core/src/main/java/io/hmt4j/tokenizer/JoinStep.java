package io.hmt4j.tokenizer;

/** What the library does where a tokenizer has no decoder: tokens with a space between. */
final class JoinStep implements DecodeStep {

    private final DecodeStep next;
    private boolean first = true;

    JoinStep(DecodeStep next) {
        this.next = next;
    }

    @Override
    public void accept(String token) {
        next.accept(first ? token : " " + token);
        first = false;
    }

    @Override
    public void finish() {
        next.finish();
    }
}
