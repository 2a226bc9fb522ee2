package io.hmt4j.tokenizer;

/** What becomes of bytes that are not UTF-8. */
public enum MalformedText {
    /** An error that says where: the document is in another encoding, or damaged. */
    REFUSE,

    /** Each becomes U+FFFD, the replacement character. */
    REPLACE
}
