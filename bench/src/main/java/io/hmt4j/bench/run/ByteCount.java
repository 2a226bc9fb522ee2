package io.hmt4j.bench.run;

import io.hmt4j.InputException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as people write them: {@code 700MB}, {@code 8GB}, in steps of 1000. */
public final class ByteCount {

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})(MB|GB|TB)");
    private static final Map<String, Long> UNITS =
            Map.of("MB", 1_000_000L, "GB", 1_000_000_000L, "TB", 1_000_000_000_000L);

    private ByteCount() {}

    /**
     * The bytes of a text.
     *
     * @param flag the flag it is the value of
     * @throws InputException if it is no amount
     */
    public static long parse(String text, String flag) {
        Matcher matcher = AMOUNT.matcher(text);
        if (!matcher.matches()) {
            throw new InputException(
                    flag + " is \"" + text + "\"; allowed: a whole number with MB, GB or TB, such as 8GB");
        }
        return Long.parseLong(matcher.group(1)) * Objects.requireNonNull(UNITS.get(matcher.group(2)));
    }
}
