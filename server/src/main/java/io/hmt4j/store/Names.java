package io.hmt4j.store;

import io.hmt4j.memory.Source;
import java.util.List;

/** Names that users give to memories and texts. They are shown and never become part of a path. */
final class Names {

    private static final int LONGEST = 200;

    private Names() {}

    /** The name without blanks around it. Throws {@link StoreException} if it is not allowed. */
    static String require(String name) {
        String stripped = name.strip();
        if (!isAllowed(stripped)) {
            throw new StoreException(
                    StoreException.Reason.INVALID,
                    "a name has 1 to " + LONGEST + " characters, none of them a control character");
        }
        return stripped;
    }

    static boolean isAllowed(String name) {
        return !name.isBlank() && name.length() <= LONGEST && name.codePoints().noneMatch(Names::isForbidden);
    }

    /**
     * A name for a text that is about to be read: not that of a text which the memory holds in part, or it would be taken
     * for its rest.
     */
    static String distinct(String name, List<Source> sources) {
        String distinct = name;
        int last = sources.size() - 1;
        for (int number = 2; last >= 0 && isHalf(sources.get(last), distinct); number++) {
            distinct = name + " (" + number + ")";
        }
        return distinct;
    }

    private static boolean isHalf(Source source, String name) {
        return !source.complete() && source.name().equals(name);
    }

    private static boolean isForbidden(int point) {
        int type = Character.getType(point);
        return Character.isISOControl(point)
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
