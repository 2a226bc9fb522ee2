package io.hmt4j.tensor;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Tensor;

/** Memory that is given back to the system before anybody asks for it: pages of mapped files, and what was freed. */
public final class UnusedMemory {

    private static final int NOT_NEEDED = 4; // MADV_DONTNEED, on Linux and macOS
    private static final long LEAST_PAGE = 4096;
    private static final Object[] NOTHING = {};

    private UnusedMemory() {}

    /**
     * Gives the memory of a view of a mapped file back, where the system can (Linux, macOS). Reading it later loads it from
     * the file again; what was written into it would be lost, so nobody must have.
     *
     * @param view a contiguous tensor of a privately mapped file
     */
    public static void releasePages(Tensor view) {
        long bytes = view.numel() * view.element_size();
        if (Platform.isWindows() || bytes < LEAST_PAGE) {
            return;
        }
        long page = c("getpagesize").invokeInt(NOTHING);
        long address = view.data_ptr().address();
        long first = -Math.floorDiv(-address, page) * page; // whole pages of its own only
        long end = (address + bytes) / page * page;
        if (end > first) {
            c("madvise").invokeInt(new Object[] {new Pointer(first), end - first, NOT_NEEDED});
        }
    }

    /** Gives freed native memory back, which glibc keeps for later; elsewhere nothing is done. */
    public static void trim() {
        org.bytedeco.javacpp.Pointer.trimMemory();
    }

    /** A function of C. JNA's own search would run ldconfig first. */
    private static Function c(String name) {
        return Function.getFunction(new Pointer(Loader.addressof(name).address()));
    }
}
