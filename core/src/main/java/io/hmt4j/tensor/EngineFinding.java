package io.hmt4j.tensor;

/**
 * Something that is missing or harmful.
 *
 * @param gravity how bad it is
 * @param problem what is wrong, and what it costs
 * @param advice what to do about it
 */
public record EngineFinding(Gravity gravity, String problem, String advice) {

    /** How bad a finding is, the worst first. */
    public enum Gravity {
        /** hmt cannot run, or computes wrong results. */
        ERROR,
        /** It runs, but slowly or not for long. */
        WARNING,
        /** It could be better. */
        NOTICE
    }
}
