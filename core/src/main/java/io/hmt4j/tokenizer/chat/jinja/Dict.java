package io.hmt4j.tokenizer.chat.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dict: keys in the order of insertion, where 1, 1.0 and true are the same key. */
final class Dict {

    private record Entry(Object key, Object value) {}

    private final Map<Object, Entry> entries = new LinkedHashMap<>();

    static Dict of(Map<String, Object> named) {
        Dict dict = new Dict();
        named.forEach(dict::put);
        return dict;
    }

    void put(Object key, Object value) {
        Object hashed = Equality.key(key);
        Entry known = entries.get(hashed);
        entries.put(hashed, new Entry(known == null ? key : known.key, value));
    }

    void putAll(Dict other) {
        other.entries.values().forEach(entry -> put(entry.key, entry.value));
    }

    @Nullable Object get(Object key) {
        Entry entry = entries.get(Equality.key(key));
        return entry == null ? null : entry.value;
    }

    boolean has(Object key) {
        return entries.containsKey(Equality.key(key));
    }

    int size() {
        return entries.size();
    }

    List<Object> keys() {
        return new ArrayList<>(entries.values().stream().map(Entry::key).toList());
    }

    List<Object> values() {
        return new ArrayList<>(entries.values().stream().map(Entry::value).toList());
    }

    /** The (key, value) tuples. */
    List<Object> items() {
        List<Object> items = new ArrayList<>();
        entries.values().forEach(entry -> items.add(Tuple.of(entry.key, entry.value)));
        return items;
    }
}
