package io.hmt4j.tokenizer.chat.jinja;

/** Text marked as safe by the filters {@code safe} and {@code escape}: what is joined to it is escaped for HTML. */
record SafeText(String text) {

    /** The text of a str as safe text, escaped unless it is safe already. */
    static SafeText escape(Object value) {
        if (value instanceof SafeText safe) {
            return safe;
        }
        return new SafeText(Repr.str(value)
                .replace("&", "&amp;")
                .replace(">", "&gt;")
                .replace("<", "&lt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;"));
    }
}
