package io.hmt4j.store;

/**
 * What a store may take.
 *
 * @param ramBytes native bytes of the memories that stay loaded while nobody uses them
 * @param diskBytes bytes of all that lies in its folder
 * @param uploadBytes bytes of one text or one import
 * @param queue memories that may wait to be read, beside those that are read, 1 and more
 * @param sideBySide memories that are read as one batch, 1 and more; fewer where so many have no room in
 *     {@link io.hmt4j.memory.ReadingBudget#DEFAULT}
 */
public record StoreLimits(long ramBytes, long diskBytes, long uploadBytes, int queue, int sideBySide) {

    private static final long MIB = 1L << 20;

    /** 512 MiB of loaded memories, 20 GiB on disk, uploads of 1 GiB, 64 memories that wait, 8 side by side. */
    public static final StoreLimits DEFAULT = new StoreLimits(512 * MIB, 20 * 1024 * MIB, 1024 * MIB, 64, 8);

    public StoreLimits {
        require("bytes of loaded memories", ramBytes);
        require("bytes on disk", diskBytes);
        require("bytes of an upload", uploadBytes);
        require("memories that wait", queue);
        require("memories side by side", sideBySide);
    }

    private static void require(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + ": " + value + "; allowed: 1 and more");
        }
    }
}
