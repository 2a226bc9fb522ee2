package io.hmt4j.generate;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Logits in an array. Equal ones come in any order, as an engine may give them. */
final class ArrayLogits implements Logits {

    private final float[] logits;
    private final int[] shuffled;

    /** How often all were asked for. */
    int copies;

    ArrayLogits(float[] logits, Random random) {
        this.logits = logits;
        this.shuffled = IntStream.range(0, logits.length).toArray();
        for (int i = logits.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = kept;
        }
    }

    @Override
    public int size() {
        return logits.length;
    }

    @Override
    public int largest() {
        return IntStream.range(0, logits.length)
                .reduce((best, i) -> compare(logits[i], logits[best]) > 0 ? i : best)
                .orElseThrow();
    }

    @Override
    public float at(int id) {
        return logits[id];
    }

    @Override
    public Top top(int k) {
        int[] ids = IntStream.of(shuffled)
                .boxed()
                .sorted(Comparator.<Integer, Float>comparing(i -> logits[i], ArrayLogits::compare)
                        .reversed())
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
        float[] values = new float[k];
        for (int i = 0; i < k; i++) {
            values[i] = logits[ids[i]];
        }
        return new Top(ids, values);
    }

    @Override
    public double mass(float reference, double temperature) {
        double sum = 0;
        for (int i : shuffled) {
            sum += Math.exp(((double) logits[i] - reference) / temperature);
        }
        return sum;
    }

    @Override
    public int drawn(double temperature, double least, double share) {
        float reference = logits[largest()];
        double[] weights = IntStream.range(0, logits.length)
                .mapToDouble(i -> Math.exp(((double) logits[i] - reference) / temperature))
                .map(weight -> weight < least ? 0 : weight)
                .toArray();
        double point = share * DoubleStream.of(weights).sum();
        int id = 0;
        for (double sum = weights[0]; sum <= point && id < logits.length - 1; sum += weights[id]) {
            id++;
        }
        return Float.isFinite(reference) ? id : UNDECIDED;
    }

    @Override
    public float[] at(int... ids) {
        float[] values = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            values[i] = logits[ids[i]];
        }
        return values;
    }

    @Override
    public Logits with(int[] ids, float[] replacing) {
        float[] replaced = logits.clone();
        for (int i = 0; i < ids.length; i++) {
            replaced[ids[i]] = replacing[i];
        }
        return new ArrayLogits(replaced, new Random(ids.length));
    }

    @Override
    public float[] all() {
        copies++;
        return logits.clone();
    }

    private static int compare(float one, float other) {
        return Float.compare(one + 0.0f, other + 0.0f);
    }
}
