package io.hmt4j.bench.run;

import io.hmt4j.InputException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lengths of texts as people write them: {@code 512}, {@code 8k} for 8,192, {@code 1M} for 1,048,576. */
public final class Lengths {

    private static final Pattern LENGTH = Pattern.compile("(\\d{1,10})([kM]?)");
    private static final int KILO = 1024;

    private Lengths() {}

    /**
     * The lengths of a list such as {@code 1k,8k,64k}, in ascending order.
     *
     * @throws InputException if one is no length, or longer than a text can be here
     */
    public static List<Integer> parse(String list) {
        return Stream.of(list.split(",", -1))
                .map(Lengths::one)
                .sorted()
                .distinct()
                .toList();
    }

    private static int one(String text) {
        Matcher matcher = LENGTH.matcher(text.strip());
        if (!matcher.matches()) {
            throw refused(text);
        }
        long unit =
                switch (matcher.group(2)) {
                    case "k" -> KILO;
                    case "M" -> KILO * KILO;
                    default -> 1;
                };
        long length = Long.parseLong(matcher.group(1)) * unit;
        if (length < 1 || length > Integer.MAX_VALUE) {
            throw refused(text);
        }
        return (int) length;
    }

    private static InputException refused(String text) {
        return new InputException("--lengths has \"" + text + "\"; allowed: whole numbers from 1 to "
                + Integer.MAX_VALUE + ", with k for 1,024 and M for 1,048,576, such as 8k");
    }

    /** The shortest form. */
    public static String label(int length) {
        if (length % (KILO * KILO) == 0) {
            return length / (KILO * KILO) + "M";
        }
        return length % KILO == 0 ? length / KILO + "k" : String.format(Locale.ROOT, "%,d", length);
    }
}
