package io.hmt4j.bench.trial;

/** What reads a text and answers, by one of the methods. */
interface Subject extends AutoCloseable {

    /** Reads ids behind those it has read. */
    void read(int[] ids);

    /**
     * Answers a prompt, greedily.
     *
     * @param tokens tokens of the answer
     * @param moments told of each
     */
    void answer(int[] prompt, int tokens, Moments moments);

    @Override
    void close();
}
