package io.hmt4j.checkpoint;

import io.hmt4j.InputException;
import java.util.Collection;
import java.util.stream.Collectors;

/** The error of asking for a tensor that is not there. */
final class MissingTensor {

    private static final int SHOWN = 5;

    private MissingTensor() {}

    static InputException in(String origin, String name, Collection<String> names) {
        String some = names.stream().limit(SHOWN).map(Quote::of).collect(Collectors.joining(", "));
        return new InputException(origin + ": no tensor " + Quote.of(name) + "; there are " + names.size()
                + (names.isEmpty() ? "" : ", such as " + some));
    }
}
