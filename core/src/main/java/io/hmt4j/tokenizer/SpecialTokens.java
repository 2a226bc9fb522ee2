package io.hmt4j.tokenizer;

/** What becomes of a special token's name that stands in the text, such as {@code </s>} or {@code <|im_end|>}. */
public enum SpecialTokens {
    /** It becomes the special token's id, as in Hugging Face's tokenizers: for prompts rendered by a chat template. */
    RECOGNISED,

    /** It is text like any other and is split into ordinary tokens: for text from people who are not trusted. */
    AS_TEXT
}
