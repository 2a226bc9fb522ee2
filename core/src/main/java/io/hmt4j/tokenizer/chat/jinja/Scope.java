package io.hmt4j.tokenizer.chat.jinja;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of one frame, over those of the frame around it. */
final class Scope {

    /** Hides an outer name until this frame sets its own. */
    private static final Object UNSET = new Object();

    private final @Nullable Scope parent;
    private final Map<String, Object> names = new HashMap<>();

    Scope(@Nullable Scope parent) {
        this.parent = parent;
    }

    Scope child(Set<String> unset) {
        Scope child = new Scope(this);
        unset.forEach(name -> child.names.put(name, UNSET));
        return child;
    }

    void set(String name, Object value) {
        names.put(name, value);
    }

    /** The value of a name; null where no frame holds it. */
    @Nullable Object find(String name) {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            Object value = scope.names.get(name);
            if (value != null) {
                return value == UNSET ? null : value;
            }
        }
        return null;
    }
}
