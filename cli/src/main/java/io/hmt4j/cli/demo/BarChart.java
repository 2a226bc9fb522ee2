package io.hmt4j.cli.demo;

import java.util.List;

/** A row of bars, one character each. */
public final class BarChart {

    private static final String BLOCKS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
    private static final String ASCII = " .:-=+*#%@";

    private BarChart() {}

    /**
     * Draws values as bars.
     *
     * @param values not negative
     * @param top the value of a full bar, more than 0
     * @param width characters at most: neighbours share a bar, the largest of them shows, where there are more values
     * @param ascii whether to draw with ASCII characters, the darker the more
     */
    public static String draw(List<Float> values, float top, int width, boolean ascii) {
        String levels = ascii ? ASCII : BLOCKS;
        int bars = Math.min(values.size(), width);
        StringBuilder row = new StringBuilder();
        for (int bar = 0; bar < bars; bar++) {
            float largest = 0;
            for (int i = bar * values.size() / bars; i < (bar + 1) * values.size() / bars; i++) {
                largest = Math.max(largest, values.get(i));
            }
            int level = Math.round(largest / top * (levels.length() - 1));
            row.append(levels.charAt(Math.min(level, levels.length() - 1)));
        }
        return row.toString();
    }
}
