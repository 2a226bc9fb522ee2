package io.hmt4j.tensor;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables as native libraries see them.
 *
 * <p>OpenMP and MKL read theirs when they are loaded, with C's getenv, which a Java program can reach only through C's
 * setenv. What the user has set wins.
 */
final class NativeEnvironment {

    private NativeEnvironment() {}

    /** Sets a variable of this process unless it has a value. Does nothing on Windows, where no library here needs it. */
    static void setDefault(String name, String value) {
        if (Platform.isWindows() || System.getenv(name) != null) {
            return;
        }
        Function setenv = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("setenv");
        setenv.invokeInt(new Object[] {name, value, 0});
    }

    /** The value of a variable as native libraries see it; null where it is not set. */
    static @Nullable String get(String name) {
        if (Platform.isWindows()) {
            return System.getenv(name);
        }
        Function getenv = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("getenv");
        return getenv.invokeString(new Object[] {name}, false);
    }
}
