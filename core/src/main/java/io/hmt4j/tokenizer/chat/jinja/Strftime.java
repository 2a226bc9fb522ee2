package io.hmt4j.tokenizer.chat.jinja;

import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** C's {@code strftime} in the C locale, as Python's {@code datetime.strftime} calls it for a time without a zone. */
final class Strftime {

    /** A dash takes the padding away. */
    private static final Pattern DIRECTIVE = Pattern.compile("%(-?)(.?)", Pattern.DOTALL);

    private Strftime() {}

    static String format(String format, ZonedDateTime time) {
        Matcher directive = DIRECTIVE.matcher(format);
        return directive.replaceAll(found -> Matcher.quoteReplacement(replaced(found, time)));
    }

    private static String replaced(MatchResult found, ZonedDateTime time) {
        if (found.group(2).isEmpty()) {
            throw new Fault("strftime_now: the format ends inside a directive");
        }
        String value = directive(found.group(2).charAt(0), time);
        return found.group(1).isEmpty() ? value : value.replaceFirst("^[0 ]+(?=.)", "");
    }

    private static String directive(char directive, ZonedDateTime time) {
        return switch (directive) {
            case 'Y' -> String.valueOf(time.getYear());
            case 'y' -> two(time.getYear() % 100);
            case 'm' -> two(time.getMonthValue());
            case 'd' -> two(time.getDayOfMonth());
            case 'e' -> String.format("%2d", time.getDayOfMonth());
            case 'j' -> String.format("%03d", time.getDayOfYear());
            case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b', 'h' ->
                time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
            case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'a' ->
                time.getDayOfWeek()
                        .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                        .substring(0, 3);
            case 'u' -> String.valueOf(time.getDayOfWeek().getValue());
            case 'w' -> String.valueOf(time.getDayOfWeek().getValue() % 7);
            case 'H' -> two(time.getHour());
            case 'I' -> two(time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
            case 'M' -> two(time.getMinute());
            case 'S' -> two(time.getSecond());
            case 'f' -> String.format("%06d", time.getNano() / 1000);
            case 'p' -> time.getHour() < 12 ? "AM" : "PM";
            case 'z', 'Z' -> "";
            case 'F' -> format("%Y-%m-%d", time);
            case 'T' -> format("%H:%M:%S", time);
            case 'D', 'x' -> format("%m/%d/%y", time);
            case 'X' -> format("%H:%M:%S", time);
            case 'R' -> format("%H:%M", time);
            case 'c' -> format("%a %b %e %H:%M:%S %Y", time);
            case 'n' -> "\n";
            case 't' -> "\t";
            case '%' -> "%";
            default -> throw new Fault("strftime_now: the directive '%" + directive + "' is not supported");
        };
    }

    private static String two(int number) {
        return String.format("%02d", number);
    }
}
