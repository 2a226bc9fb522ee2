package io.hmt4j.tokenizer.chat.jinja;

/**
 * Which of its special names a macro reads, and so what else it accepts.
 *
 * @param caller the body of a call block
 * @param kwargs further keyword arguments
 * @param varargs further positional arguments
 */
record MacroNames(boolean caller, boolean kwargs, boolean varargs) {

    static MacroNames of(Parameters parameters, Frame body) {
        return new MacroNames(
                reads("caller", parameters, body),
                reads("kwargs", parameters, body),
                reads("varargs", parameters, body));
    }

    private static boolean reads(String name, Parameters parameters, Frame body) {
        return !parameters.names().contains(name) && body.reads(name);
    }
}
