package io.hmt4j.tokenizer.chat.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A macro, or the body of a call block as the macro {@code caller}: a function of its arguments to text. */
final class Macro implements Callable {

    private final String name;
    private final Parameters parameters;
    private final Frame body;
    private final Env defined;
    private final MacroNames special;

    Macro(String name, Parameters parameters, Frame body, MacroNames special, Env defined) {
        this.name = name;
        this.parameters = parameters;
        this.body = body;
        this.special = special;
        this.defined = defined;
    }

    @Override
    public Object call(Arguments arguments) {
        Env inside = body.enter(defined.capturing());
        Map<String, Object> named = new LinkedHashMap<>(arguments.named());
        List<Object> positional = arguments.positional();
        bind(inside, positional, named);
        bindSpecial(inside, positional, named);
        defined.budget().enterMacro();
        body.run(inside);
        defined.budget().leaveMacro();
        return inside.out().toString();
    }

    private void bind(Env inside, List<Object> positional, Map<String, Object> named) {
        List<String> names = parameters.names();
        int required = names.size() - parameters.defaults().size();
        for (int index = 0; index < names.size(); index++) {
            String parameter = names.get(index);
            Object given = index < positional.size() ? positional.get(index) : named.remove(parameter);
            if (given != null) {
                inside.scope().set(parameter, given);
            } else if (index >= required) {
                inside.scope()
                        .set(
                                parameter,
                                parameters.defaults().get(index - required).eval(inside));
            } else {
                inside.scope().set(parameter, new Undefined("parameter '" + parameter + "' was not provided"));
            }
        }
    }

    /** The names that a macro may read without declaring them: caller, kwargs, varargs. */
    private void bindSpecial(Env inside, List<Object> positional, Map<String, Object> named) {
        if (special.caller()) {
            Object caller = named.remove("caller");
            inside.scope().set("caller", caller == null ? new Undefined("No caller defined") : caller);
        }
        if (special.kwargs()) {
            inside.scope().set("kwargs", Dict.of(named));
        } else if (!named.isEmpty()) {
            throw new Fault("macro '" + name + "' takes no keyword argument '"
                    + named.keySet().iterator().next() + "'; known: " + parameters.names());
        }
        int most = parameters.names().size();
        if (special.varargs()) {
            int first = Math.min(most, positional.size());
            inside.scope().set("varargs", new Tuple(new ArrayList<>(positional.subList(first, positional.size()))));
        } else if (positional.size() > most) {
            throw new Fault("macro '" + name + "' takes not more than " + most + " argument(s)");
        }
    }
}
