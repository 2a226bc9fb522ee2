package io.hmt4j.bench.peer;

/**
 * What llama.cpp does in a process of its own.
 *
 * @param gguf the model
 * @param length tokens of the prompt
 * @param answerTokens tokens of the answer
 * @param threads threads
 */
record LlamaCppTask(String gguf, int length, int answerTokens, int threads) {}
