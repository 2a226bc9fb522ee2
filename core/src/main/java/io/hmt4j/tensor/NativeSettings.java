package io.hmt4j.tensor;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables that the native libraries read, as they see them: set by the user, the launcher or
 * {@link Engine}.
 *
 * @param environment the variables that are set, by name
 */
public record NativeSettings(Map<String, String> environment) {

    private static final List<String> VARIABLES = List.of(
            "GOMP_SPINCOUNT",
            "KMP_BLOCKTIME",
            "MKL_NUM_THREADS",
            "MKL_THREADING_LAYER",
            "MKL_DYNAMIC",
            "OMP_NUM_THREADS",
            "OMP_PROC_BIND",
            "OMP_WAIT_POLICY",
            "OPENBLAS_NUM_THREADS",
            "OPT_OUT_TRACKING",
            "RUST_FLAVOR");

    public NativeSettings {
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    static NativeSettings collect() {
        Map<String, String> set = new TreeMap<>();
        for (String name : VARIABLES) {
            String value = NativeEnvironment.get(name);
            if (value != null) {
                set.put(name, value);
            }
        }
        return new NativeSettings(set);
    }

    /** The value of a variable; null where it is not set. */
    public @Nullable String get(String name) {
        return environment.get(name);
    }
}
