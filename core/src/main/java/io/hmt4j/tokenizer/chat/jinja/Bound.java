package io.hmt4j.tokenizer.chat.jinja;

import org.jspecify.annotations.Nullable;

/** Arguments matched to a signature; a parameter is asked for by its place. */
record Bound(Signature signature, Arguments arguments) {

    boolean has(int index) {
        return find(index) != null;
    }

    Object get(int index) {
        return get(index, None.NONE);
    }

    Object get(int index, Object otherwise) {
        Object found = find(index);
        return found == null ? otherwise : found;
    }

    /** The text of a str argument. */
    String text(int index) {
        Object value = get(index);
        if (!Types.isText(value)) {
            throw new Fault(signature.function() + ": argument '"
                    + signature.names().get(index) + "' must be str, not " + Types.nameOf(value));
        }
        return Types.text(value);
    }

    boolean truth(int index, boolean otherwise) {
        Object found = find(index);
        return found == null ? otherwise : Types.truth(found);
    }

    int integer(int index, int otherwise) {
        Object found = find(index);
        return found == null ? otherwise : Numbers.toInt(found);
    }

    private @Nullable Object find(int index) {
        if (index < arguments.positional().size()) {
            return arguments.positional().get(index);
        }
        return arguments.named().get(signature.names().get(index));
    }
}
