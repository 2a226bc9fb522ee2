package io.hmt4j.tokenizer.chat.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop}; looks ahead only when asked, as a filtered loop may depend on what its body does. */
final class LoopState implements Iterator<Object> {

    private final Budget budget;
    private Iterator<Object> items;
    private int length;
    private int index0 = -1;
    private @Nullable Object previous;
    private @Nullable Object current;
    private @Nullable Object ahead;
    private @Nullable Tuple changed;

    /**
     * @param items what is looped over
     * @param length how many they are; below 0 where only reading them tells
     */
    LoopState(Iterator<Object> items, int length, Budget budget) {
        this.budget = budget;
        this.items = items;
        this.length = length;
    }

    @Override
    public boolean hasNext() {
        return ahead != null || items.hasNext();
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Object next = ahead == null ? items.next() : ahead;
        ahead = null;
        index0++;
        previous = current;
        current = next;
        return next;
    }

    int length() {
        if (length < 0) {
            List<Object> rest = new ArrayList<>();
            items.forEachRemaining(rest::add);
            length = rest.size() + index0 + 1 + (ahead == null ? 0 : 1);
            items = rest.iterator();
        }
        return length;
    }

    /** An attribute of {@code loop}; null where there is none of that name. */
    @Nullable Object attribute(String name) {
        return switch (name) {
            case "index" -> Numbers.of(index0 + 1L);
            case "index0" -> Numbers.of(index0);
            case "first" -> index0 == 0;
            case "last" -> peek() == null;
            case "length" -> Numbers.of(length());
            case "revindex" -> Numbers.of(length() - (long) index0);
            case "revindex0" -> Numbers.of(length() - (index0 + 1L));
            case "previtem" -> index0 == 0 ? new Undefined("there is no previous item") : orUndefined(previous);
            case "nextitem" -> orUndefined(peek());
            case "depth" -> Numbers.of(1);
            case "depth0" -> Numbers.of(0);
            case "cycle" -> (Callable) this::cycle;
            case "changed" -> (Callable) this::changed;
            default -> null;
        };
    }

    private @Nullable Object peek() {
        if (ahead == null && items.hasNext()) {
            ahead = items.next();
        }
        return ahead;
    }

    private static Object orUndefined(@Nullable Object item) {
        return item == null ? new Undefined("there is no next item") : item;
    }

    private Object cycle(Arguments arguments) {
        List<Object> choices = arguments.positional();
        if (choices.isEmpty()) {
            throw new Fault("no items for cycling given");
        }
        return choices.get(index0 % choices.size());
    }

    private Object changed(Arguments arguments) {
        Tuple values = new Tuple(arguments.positional());
        boolean differs = changed == null || !Equality.equal(changed, values, budget);
        changed = values;
        return differs;
    }
}
