package io.hmt4j.store;

import io.hmt4j.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Faults in words for those who may not know where the store lies. */
final class Faults {

    /** How Linux, macOS and Windows say it. */
    private static final List<String> NO_SPACE =
            List.of("no space left", "not enough space", "disk quota", "file too large");

    private Faults() {}

    /** Whether a write failed because the disk, or the store's part of it, is full. */
    static boolean isFull(Throwable fault) {
        if (fault instanceof StoreException refused) {
            return refused.reason() == StoreException.Reason.FULL;
        }
        String message = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
        return NO_SPACE.stream().anyMatch(message::contains) || (fault.getCause() != null && isFull(fault.getCause()));
    }

    /** The fault, without the paths of a folder. */
    static String inWords(Throwable fault, Path folder) {
        if (isFull(fault)) {
            return fault instanceof StoreException ? String.valueOf(fault.getMessage()) : "the disk is full";
        }
        if (fault instanceof InputException || fault instanceof StoreException || fault instanceof UploadedText.Unfit) {
            String root = folder.toAbsolutePath() + folder.getFileSystem().getSeparator();
            return String.valueOf(fault.getMessage())
                    .replace(root, "")
                    .replace(folder + folder.getFileSystem().getSeparator(), "")
                    .replace(folder.toString(), "the memory");
        }
        return "an unexpected fault (" + fault.getClass().getSimpleName() + ")";
    }

    /** A write of the store that failed. */
    static StoreException notWritten(Throwable fault, Path folder) {
        return isFull(fault)
                ? new StoreException(StoreException.Reason.FULL, inWords(fault, folder), fault)
                : new StoreException(
                        StoreException.Reason.UNWRITABLE,
                        "the store cannot be written: " + inWords(fault, folder),
                        fault);
    }
}
