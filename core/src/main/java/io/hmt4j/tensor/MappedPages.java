package io.hmt4j.tensor;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import org.bytedeco.pytorch.Tensor;

/** Pages of mapped files. */
public final class MappedPages {

    private static final int NOT_NEEDED = 4; // MADV_DONTNEED, on Linux and macOS
    private static final long PAGE = 1L << 16; // no page is larger on the systems the engine runs on

    private MappedPages() {}

    /**
     * Gives the memory of a view of a mapped file back, where the system can (Linux, macOS). Reading it later loads it from
     * the file again; what was written into it would be lost, so nobody must have.
     *
     * @param view a contiguous tensor of a privately mapped file
     */
    public static void release(Tensor view) {
        if (Platform.isWindows()) {
            return;
        }
        long address = view.data_ptr().address();
        long first = -Math.floorDiv(-address, PAGE) * PAGE; // whole pages of its own only
        long end = (address + view.numel() * view.element_size()) / PAGE * PAGE;
        if (end > first) {
            Function advise = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("madvise");
            advise.invokeInt(new Object[] {new Pointer(first), end - first, NOT_NEEDED});
        }
    }
}
