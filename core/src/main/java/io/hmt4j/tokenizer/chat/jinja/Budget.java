package io.hmt4j.tokenizer.chat.jinja;

/** Bounds one rendering, since templates come from outside: its steps, its longest text, the depth of its macros. */
final class Budget {

    private static final long MOST_WORK = 10_000_000;
    private static final int LONGEST_TEXT = 1 << 26;
    private static final int DEEPEST_MACRO = 150;

    /** Characters that may be copied for the price of one step. */
    private static final int CHARACTERS_A_STEP = 32;

    private long work;
    private int macros;

    void step() {
        spend(1);
    }

    void items(long count) {
        spend(count);
    }

    /** Accounts for a text (or list) about to be made. */
    void text(long characters) {
        longest(characters);
        spend(1 + characters / CHARACTERS_A_STEP);
    }

    /** Refuses a text that long. */
    static void longest(long characters) {
        if (characters > LONGEST_TEXT) {
            throw new Fault("a text of " + characters + " characters; at most " + LONGEST_TEXT + " are allowed");
        }
    }

    void enterMacro() {
        macros++;
        if (macros > DEEPEST_MACRO) {
            throw new Fault("macros call each other more than " + DEEPEST_MACRO + " deep");
        }
    }

    void leaveMacro() {
        macros--;
    }

    private void spend(long steps) {
        work += steps;
        if (work > MOST_WORK) {
            throw new Fault("the template does not end within " + MOST_WORK + " steps");
        }
    }
}
