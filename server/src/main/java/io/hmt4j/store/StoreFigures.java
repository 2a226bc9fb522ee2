package io.hmt4j.store;

/**
 * A store in numbers.
 *
 * @param reading memories whose texts are being read or wait for it
 * @param ready memories whose texts are all read
 * @param failed memories that could not be read further
 * @param queued memories whose reading has not begun
 * @param ramBytes native bytes of the memories that are loaded
 * @param diskBytes bytes in the store's folder
 * @param tokensRead tokens read since the store was opened
 */
public record StoreFigures(
        int reading, int ready, int failed, int queued, long ramBytes, long diskBytes, long tokensRead) {}
