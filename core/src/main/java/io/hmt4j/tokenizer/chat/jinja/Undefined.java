package io.hmt4j.tokenizer.chat.jinja;

/**
 * A name, attribute or item that is not there: empty text, no items, false, and an error in any other use.
 *
 * @param message what an error says
 */
record Undefined(String message) {

    static Undefined name(String name) {
        return new Undefined("'" + name + "' is undefined");
    }

    static Undefined attribute(Object owner, String attribute) {
        String type = owner == None.NONE ? "None" : Types.nameOf(owner) + " object";
        return new Undefined("'" + type + "' has no attribute '" + attribute + "'");
    }

    Fault fault() {
        return new Fault(message);
    }
}
