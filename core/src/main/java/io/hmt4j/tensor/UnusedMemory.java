package io.hmt4j.tensor;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import org.bytedeco.pytorch.Tensor;

/** Memory that is given back to the system before anybody asks for it: pages of mapped files, and what was freed. */
public final class UnusedMemory {

    private static final int NOT_NEEDED = 4; // MADV_DONTNEED, on Linux and macOS
    private static final Object[] NOTHING = {};

    private UnusedMemory() {}

    /**
     * Gives the memory of a view of a mapped file back, where the system can (Linux, macOS). Reading it later loads it from
     * the file again; what was written into it would be lost, so nobody must have.
     *
     * @param view a contiguous tensor of a privately mapped file
     */
    public static void releasePages(Tensor view) {
        if (Platform.isWindows()) {
            return;
        }
        long page = c("getpagesize").invokeInt(NOTHING);
        long address = view.data_ptr().address();
        long first = -Math.floorDiv(-address, page) * page; // whole pages of its own only
        long end = (address + view.numel() * view.element_size()) / page * page;
        if (end > first) {
            c("madvise").invokeInt(new Object[] {new Pointer(first), end - first, NOT_NEEDED});
        }
    }

    /** Gives freed native memory back, which glibc keeps for later; elsewhere nothing is done. */
    public static void trim() {
        glibc("malloc_trim", new NativeLong(0));
    }

    private static void glibc(String function, Object... arguments) {
        if (!Platform.isLinux()) {
            return;
        }
        try {
            c(function).invokeInt(arguments);
        } catch (UnsatisfiedLinkError notGlibc) {
            // musl has no such function, and keeps less.
        }
    }

    private static Function c(String function) {
        return NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction(function);
    }
}
