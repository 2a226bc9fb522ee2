package io.hmt4j.tokenizer;

/**
 * How much of a document is held at once, in UTF-16 units.
 *
 * @param usual the text encoded at a time
 * @param most how far a window grows while no boundary is in it; then the text is cut anywhere
 */
record Windows(int usual, int most) {

    /**
     * Large enough that the work at the cuts does not count. The upper end keeps the native library's expressions far
     * from the number of retries (10 million) at which it gives up and takes the JVM with it.
     */
    static final Windows DEFAULT = new Windows(1 << 15, 1 << 18);

    Windows {
        if (usual < 8 || most < usual) {
            throw new IllegalArgumentException("windows of " + usual + " to " + most + "; at least 8, and ascending");
        }
    }
}
