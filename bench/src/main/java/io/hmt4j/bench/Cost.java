package io.hmt4j.bench;

/**
 * What a step of a model costs.
 *
 * @param products operations of linear products, in the format of the weights
 * @param floats operations of all else, in float32
 * @param bytes bytes that must come from memory
 */
record Cost(double products, double floats, double bytes) {

    Cost plus(Cost other) {
        return new Cost(products + other.products, floats + other.floats, bytes + other.bytes);
    }

    double operations() {
        return products + floats;
    }

    /** Seconds of processor time under which it cannot be done. */
    double floor(MachinePeaks peaks) {
        return Math.max(products / peaks.operations() + floats / peaks.floats(), bytes / peaks.bytes());
    }
}
