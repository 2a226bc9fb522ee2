package io.hmt4j.facts;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers questions by reading the text as a person would: it knows nothing of how it was made. */
final class Solver {

    private static final Pattern STATEMENT =
            Pattern.compile("(?<!what is )the code of the (\\w+ \\w+) is (\\d \\d) \\.");
    private static final Pattern QUESTION =
            Pattern.compile("now what is the code of the (\\w+ \\w+) \\? it is (\\d \\d) \\.");

    private final Map<String, String> codes = new HashMap<>();
    private int statements;
    private int questions;

    /** Reads a text to its end; throws where it contradicts itself, or asks what it has not said. */
    Solver(String text) {
        Matcher statement = STATEMENT.matcher(text);
        Matcher question = QUESTION.matcher(text);
        boolean stated = statement.find();
        while (question.find()) {
            for (; stated && statement.start() < question.start(); stated = statement.find()) {
                note(statement);
            }
            if (!question.group(2).equals(codes.get(question.group(1)))) {
                throw new AssertionError(question.group() + " but known is " + codes.get(question.group(1)));
            }
            questions++;
        }
        for (; stated; stated = statement.find()) {
            note(statement);
        }
    }

    private void note(Matcher statement) {
        if (codes.put(statement.group(1), statement.group(2)) != null) {
            throw new AssertionError(statement.group() + " is stated twice");
        }
        statements++;
    }

    int statements() {
        return statements;
    }

    int questions() {
        return questions;
    }

    /** What facts were stated of. */
    Set<String> things() {
        return codes.keySet();
    }

    /** The two digits of a thing, such as {@code red fox}, or null. */
    String codeOf(String thing) {
        return codes.get(thing);
    }
}
