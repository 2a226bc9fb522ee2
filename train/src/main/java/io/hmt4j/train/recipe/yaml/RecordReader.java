package io.hmt4j.train.recipe.yaml;

import io.hmt4j.InputException;
import io.hmt4j.Nearest;
import io.hmt4j.train.recipe.yaml.YamlValue.YamlMap;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Maps of a file as records: a component is a key, what is no component is refused. */
final class RecordReader {

    private final Path folder;
    private final ValueReader values = new ValueReader(this);

    /** A reader for a file in a folder, which relative paths in it are relative to. */
    RecordReader(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads a record.
     *
     * @param type a record, or a sealed interface of records, of which each has a first key of its own
     * @param path the keys around the map, empty for the outermost
     */
    Object read(Class<?> type, YamlMap map, String path) {
        Class<?> record = type.isSealed() ? chosen(type, map, path) : type;
        refuseUnknown(record, map, path);
        List<@Nullable Object> arguments = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            arguments.add(component(component, map, path));
        }
        try {
            return Records.construct(record, arguments);
        } catch (RefusedKey refused) {
            throw new InputException(place(map, refused.key()) + ": " + refused.messageAt(path), refused);
        }
    }

    Path folder() {
        return folder;
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private @Nullable Object component(RecordComponent component, YamlMap map, String path) {
        String key = Keys.of(component);
        YamlValue value = map.entries().get(key);
        if (value == null || value.isNull()) {
            return absent(component, value == null ? map.place() : value.place(), join(path, key));
        }
        Object read = values.read(component.getGenericType(), value, join(path, key));
        boolean glob = ((AnnotatedElement) component).isAnnotationPresent(Glob.class);
        return glob ? ((Collection<?>) read).stream().map(this::inFolder).toList() : read;
    }

    private @Nullable Object absent(RecordComponent component, String place, String path) {
        Default written = ((AnnotatedElement) component).getAnnotation(Default.class);
        if (written != null) {
            YamlValue value = YamlParser.value("the default of " + path, written.value());
            return values.read(component.getGenericType(), value, path);
        }
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return null;
        }
        if (component.getType().isRecord()) {
            return read(component.getType(), YamlMap.empty(place), path);
        }
        throw new InputException(
                place + ": " + path + " is missing; allowed: " + Expected.of(component.getGenericType()));
    }

    private static Class<?> chosen(Class<?> type, YamlMap map, String path) {
        List<Class<?>> named = Arrays.stream(type.getPermittedSubclasses())
                .filter(record -> map.entries().containsKey(Keys.first(record)))
                .toList();
        if (named.size() == 1) {
            return named.get(0);
        }
        String keys =
                Arrays.stream(type.getPermittedSubclasses()).map(Keys::first).collect(Collectors.joining(" or "));
        throw new InputException(map.place() + ": " + path + (named.isEmpty() ? " has no " : " has more than one of ")
                + keys + "; allowed: one of them");
    }

    private static void refuseUnknown(Class<?> record, YamlMap map, String path) {
        List<String> known = Keys.of(record);
        for (String key : map.entries().keySet()) {
            if (!known.contains(key)) {
                String hint = Nearest.to(key, known)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("known: " + String.join(", ", known));
                throw new InputException(place(map, key) + ": " + join(path, key) + " is not known; " + hint);
            }
        }
    }

    /** Where the value stands that a path of keys leads to, or the last one on the way that is there. */
    private static String place(YamlMap map, String keys) {
        YamlValue found = map;
        for (String key : keys.split("\\.", -1)) {
            YamlValue inner = child(found, key);
            if (inner == null) {
                break;
            }
            found = inner;
        }
        return found.place();
    }

    private static @Nullable YamlValue child(YamlValue value, String key) {
        if (value instanceof YamlMap map) {
            return map.entries().get(key);
        }
        boolean item = value instanceof YamlValue.YamlList && key.matches("[0-9]+");
        return item ? ((YamlValue.YamlList) value).items().get(Integer.parseInt(key)) : null;
    }

    /** A glob that means the same from everywhere: what the folder's name holds of a glob's signs stands for itself, as [*]. */
    private String inFolder(Object text) {
        String glob = (String) text;
        if (glob.isBlank() || Path.of(glob.replaceFirst("[*?].*", "")).isAbsolute()) {
            return glob;
        }
        boolean pattern = glob.matches(".*[*?\\[{].*");
        String base = folder.toString();
        return (pattern ? base.replaceAll("([*?\\[{])", "[$1]") : base) + "/" + glob;
    }
}
