package io.hmt4j.memory;

/** Which tokens a recall query is made from. */
public enum RecallQuery {
    /** The first n tokens of the segment itself, as in the paper: the recall may know tokens it helps to predict. */
    SEGMENT,
    /** The last n tokens before the segment: strictly causal. */
    PRECEDING
}
