package io.hmt4j.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** From weights over a bank to segments. */
final class Recall {

    private Recall() {}

    /** The segments by falling weight, equal ones the older first. */
    static List<RecalledSegment> byWeight(long oldestSegment, float[] weights) {
        List<RecalledSegment> segments = new ArrayList<>(weights.length);
        for (int i = 0; i < weights.length; i++) {
            segments.add(new RecalledSegment(oldestSegment + i, weights[i]));
        }
        segments.sort(Comparator.comparing(RecalledSegment::weight).reversed());
        return List.copyOf(segments);
    }

    /** How far back the segment with the largest weight lies; 1 for the newest. */
    static int distance(List<RecalledSegment> byWeight) {
        long newest =
                byWeight.stream().mapToLong(RecalledSegment::segment).max().orElseThrow();
        return Math.toIntExact(newest - byWeight.get(0).segment() + 1);
    }
}
