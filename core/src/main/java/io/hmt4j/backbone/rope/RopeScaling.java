package io.hmt4j.backbone.rope;

/** How the frequencies depend on the number of positions in view. */
@FunctionalInterface
public interface RopeScaling {

    /**
     * The frequencies for an input that ends at a position. The same object for the same frequencies, where they are to
     * be kept.
     *
     * @param positions number of positions in view, those in the cache included
     */
    Frequencies at(int positions);
}
