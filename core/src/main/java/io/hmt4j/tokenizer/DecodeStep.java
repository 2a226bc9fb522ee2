package io.hmt4j.tokenizer;

/**
 * A step from tokens to text that works on one token at a time and hands its results to the next step. What all its
 * results make together equals what the library's decoder of that name makes of all tokens at once.
 */
interface DecodeStep {

    /** Takes the next token, or piece of text where an earlier step has joined the tokens. */
    void accept(String token);

    /** Hands on what was held back, and ends the next steps too. */
    void finish();
}
