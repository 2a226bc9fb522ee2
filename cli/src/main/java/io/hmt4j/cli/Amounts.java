package io.hmt4j.cli;

import io.hmt4j.InputException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and times as users write them: {@code 512MiB}, {@code 8GB}, {@code 90s}. */
final class Amounts {

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,15}) ?([a-z]*)");

    private static final Map<String, Long> SIZES = sizes();

    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "min", 60L, "m", 60L, "h", 3600L, "d", 86_400L);

    private Amounts() {}

    /** Bytes of a size. Throws {@link InputException} that names the flag if it is none. */
    static long bytes(String text, String flag, long least) {
        return amount(text, flag, SIZES, least, "a size such as 300MiB, 20GiB or 8GB");
    }

    /** A time. Throws {@link InputException} that names the flag if it is none. */
    static Duration time(String text, String flag) {
        return Duration.ofSeconds(amount(text, flag, SECONDS, 1, "a time such as 90s, 10min or 2h"));
    }

    private static long amount(String text, String flag, Map<String, Long> units, long least, String allowed) {
        Matcher matcher = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
        long value = unit == null ? -1 : product(Long.parseLong(matcher.group(1)), unit);
        if (value < least) {
            throw new InputException(flag + " is " + text + "; allowed: " + allowed);
        }
        return value;
    }

    /** In steps of 1024, the letter alone too, and in steps of 1000. */
    private static Map<String, Long> sizes() {
        Map<String, Long> sizes = new HashMap<>(Map.of("", 1L, "b", 1L));
        long binary = 1;
        long decimal = 1;
        for (String letter : List.of("k", "m", "g", "t")) {
            binary *= 1024;
            decimal *= 1000;
            sizes.put(letter, binary);
            sizes.put(letter + "ib", binary);
            sizes.put(letter + "b", decimal);
        }
        return sizes;
    }

    private static long product(long count, long unit) {
        return count > Long.MAX_VALUE / unit ? -1 : count * unit;
    }
}
