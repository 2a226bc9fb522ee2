package io.hmt4j.generate;

import java.util.List;

/**
 * Holds generated text back while it may be the beginning of a stop string, and ends it where one is complete. For one
 * answer, one thread.
 */
public final class StopStrings {

    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;

    public StopStrings(List<String> stops) {
        this.stops = List.copyOf(stops);
    }

    /** Whether a stop string was complete. */
    public boolean stopped() {
        return stopped;
    }

    /** Takes text in and gives out what can no longer be part of a stop string. Nothing once stopped. */
    public String accept(String text) {
        if (stopped) {
            return "";
        }
        held.append(text);
        int found = firstStop();
        if (found >= 0) {
            stopped = true;
            return release(found);
        }
        return release(held.length() - possibleBeginning());
    }

    /** Gives out what was held back when no more text comes. Nothing once stopped. */
    public String finish() {
        return stopped ? "" : release(held.length());
    }

    /** Where the stop string begins that is complete first, as if the text came letter by letter; or -1. */
    private int firstStop() {
        int begin = -1;
        int end = Integer.MAX_VALUE;
        for (String stop : stops) {
            int found = held.indexOf(stop);
            int foundEnd = found + stop.length();
            if (found >= 0 && (foundEnd < end || (foundEnd == end && found < begin))) {
                begin = found;
                end = foundEnd;
            }
        }
        return begin;
    }

    /** Length of the longest end of the text that begins a stop string. */
    private int possibleBeginning() {
        int longest = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
                if (stop.startsWith(held.substring(held.length() - length))) {
                    longest = length;
                }
            }
        }
        return longest;
    }

    private String release(int length) {
        String released = held.substring(0, length);
        held.delete(0, length);
        return released;
    }
}
