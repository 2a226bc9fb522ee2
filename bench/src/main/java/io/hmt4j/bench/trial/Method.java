package io.hmt4j.bench.trial;

import io.hmt4j.InputException;
import io.hmt4j.memory.Mode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a text is read. */
public enum Method {
    /** The paper's method. */
    HMT("HMT", Mode.HMT),
    /** The Recurrent Memory Transformer: the memory of the segment before, nothing else. */
    RMT("RMT", Mode.RMT),
    /** The bare backbone with full attention over the whole text. */
    FULL("full attention", null),
    /** The bare backbone with the last tokens alone, as many as a segment has. */
    WINDOW("sliding window", null);

    private final String title;
    private final @Nullable Mode mode;

    Method(String title, @Nullable Mode mode) {
        this.title = title;
        this.mode = mode;
    }

    /** The method of a name such as {@code hmt}. */
    public static Method parse(String name) {
        return Arrays.stream(values())
                .filter(method -> method.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("--mode has \"" + name + "\"; allowed: "
                        + Arrays.stream(values()).map(Method::label).collect(Collectors.joining(", "))));
    }

    /** Its name in flags and files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name on pages. */
    public String title() {
        return title;
    }

    /** The mode of the memory; none for the bare backbone. */
    Optional<Mode> mode() {
        return Optional.ofNullable(mode);
    }
}
