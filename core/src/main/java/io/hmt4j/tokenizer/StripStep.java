package io.hmt4j.tokenizer;

/** {@code Strip}: takes up to so many of one character from the front, of each token or of the whole text. */
final class StripStep implements DecodeStep {

    private final String content;
    private final int most;
    private final boolean wholeText;
    private final DecodeStep next;
    private int left;

    /** Makes the step; {@code wholeText} where an earlier step has joined the tokens. */
    StripStep(String content, int most, boolean wholeText, DecodeStep next) {
        this.content = content;
        this.most = most;
        this.wholeText = wholeText;
        this.next = next;
        this.left = most;
    }

    @Override
    public void accept(String token) {
        if (!wholeText) {
            left = most;
        }
        int start = 0;
        while (left > 0 && token.startsWith(content, start)) {
            start += content.length();
            left--;
        }
        if (start < token.length()) {
            left = 0;
        }
        next.accept(token.substring(start));
    }

    @Override
    public void finish() {
        next.finish();
    }
}
