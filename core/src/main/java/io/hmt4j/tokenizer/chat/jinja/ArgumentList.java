package io.hmt4j.tokenizer.chat.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call, filter or test, as written.
 *
 * @param named keyword arguments in order
 * @param rest {@code *rest}
 * @param namedRest {@code **rest}
 */
record ArgumentList(
        List<Expr> positional,
        Map<String, Expr> named,
        @Nullable Expr rest,
        @Nullable Expr namedRest) {

    static final ArgumentList EMPTY = new ArgumentList(List.of(), Map.of(), null, null);

    Arguments eval(Env env) {
        List<Object> values = new ArrayList<>();
        positional.forEach(argument -> values.add(argument.eval(env)));
        if (rest != null) {
            values.addAll(Items.list(rest.eval(env)));
        }
        Map<String, Object> namedValues = new LinkedHashMap<>();
        named.forEach((name, argument) -> namedValues.put(name, argument.eval(env)));
        if (namedRest != null) {
            spread(namedRest.eval(env), namedValues);
        }
        return new Arguments(values, namedValues);
    }

    private static void spread(Object value, Map<String, Object> namedValues) {
        if (!(value instanceof Dict dict)) {
            throw new Fault("argument after ** must be a dict, not " + Types.nameOf(value));
        }
        for (Object item : dict.items()) {
            List<Object> pair = ((Tuple) item).items();
            if (namedValues.put(Repr.str(pair.get(0)), pair.get(1)) != null) {
                throw new Fault("keyword argument '" + Repr.str(pair.get(0)) + "' is given twice");
            }
        }
    }

    List<Expr> children() {
        List<Expr> children = new ArrayList<>(positional);
        children.addAll(named.values());
        if (rest != null) {
            children.add(rest);
        }
        if (namedRest != null) {
            children.add(namedRest);
        }
        return children;
    }
}
