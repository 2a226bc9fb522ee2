package io.hmt4j.backbone;

import io.hmt4j.tensor.Tensors;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The arithmetic of transformers in doubles and loops, for one position at a time. */
final class ReferenceMath {

    private final Map<String, double[]> weights = new HashMap<>();

    ReferenceMath(Backbone backbone) {
        backbone.parameters().forEach((name, tensor) -> weights.put(name, doubles(Tensors.toFloats(tensor))));
    }

    double @Nullable [] find(String name) {
        return weights.get(name);
    }

    double[] get(String name) {
        double[] found = weights.get(name);
        if (found == null) {
            throw new AssertionError(name + " is none of " + weights.keySet());
        }
        return found;
    }

    /** W x + b with weights NAME.weight and, where there is one, NAME.bias. */
    double[] linear(String name, double[] x) {
        double[] matrix = get(name + ".weight");
        double[] bias = find(name + ".bias");
        double[] y = new double[matrix.length / x.length];
        for (int row = 0; row < y.length; row++) {
            double sum = bias == null ? 0 : bias[row];
            for (int column = 0; column < x.length; column++) {
                sum += matrix[row * x.length + column] * x[column];
            }
            y[row] = sum;
        }
        return y;
    }

    double[] rmsNorm(String name, double[] x, double epsilon) {
        double[] weight = get(name + ".weight");
        double squares = 0;
        for (double value : x) {
            squares += value * value;
        }
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] / Math.sqrt(squares / x.length + epsilon) * weight[i];
        }
        return y;
    }

    double[] layerNorm(String name, double[] x) {
        double mean = 0;
        double variance = 0;
        for (double value : x) {
            mean += value / x.length;
        }
        for (double value : x) {
            variance += (value - mean) * (value - mean) / x.length;
        }
        double[] weight = find(name + ".weight");
        double[] bias = find(name + ".bias");
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double plain = (x[i] - mean) / Math.sqrt(variance + 1e-5);
            y[i] = plain * (weight == null ? 1 : weight[i]) + (bias == null ? 0 : bias[i]);
        }
        return y;
    }

    /** softmax(q K^T / sqrt(width)) V of one head over the keys from {@code first} to {@code last}. */
    static double[] attend(double[] query, double[][] keys, double[][] values, int first, int last) {
        double[] weights = new double[last + 1];
        double sum = 0;
        for (int position = first; position <= last; position++) {
            weights[position] = Math.exp(dot(query, keys[position]) / Math.sqrt(query.length));
            sum += weights[position];
        }
        double[] mixed = new double[values[0].length];
        for (int position = first; position <= last; position++) {
            for (int i = 0; i < mixed.length; i++) {
                mixed[i] += weights[position] / sum * values[position][i];
            }
        }
        return mixed;
    }

    static double[] add(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    static double[] map(double[] x, DoubleUnaryOperator function) {
        double[] y = x.clone();
        for (int i = 0; i < y.length; i++) {
            y[i] = function.applyAsDouble(y[i]);
        }
        return y;
    }

    static double silu(double x) {
        return x / (1 + Math.exp(-x));
    }

    static double geluByTanh(double x) {
        return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }

    /** x Phi(x), the normal distribution function by its series. */
    static double gelu(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= x * x / (2 * n + 1);
            sum += term;
        }
        return x * (0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI));
    }

    static double[][] rows(float[] values, int width) {
        double[][] rows = new double[values.length / width][width];
        for (int i = 0; i < values.length; i++) {
            rows[i / width][i % width] = values[i];
        }
        return rows;
    }

    static float[] flat(double[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        return flat;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }
}
