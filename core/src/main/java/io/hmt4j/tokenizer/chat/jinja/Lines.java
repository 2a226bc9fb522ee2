package io.hmt4j.tokenizer.chat.jinja;

/** The line of a place in a text, for places asked for in rising order. */
final class Lines {

    private final String source;
    private int position;
    private int line = 1;

    Lines(String source) {
        this.source = source;
    }

    /** The line of a place, counted from 1; a place before the last one asked for counts as that one. */
    int at(int place) {
        for (; position < place; position++) {
            if (source.charAt(position) == '\n') {
                line++;
            }
        }
        return line;
    }
}
