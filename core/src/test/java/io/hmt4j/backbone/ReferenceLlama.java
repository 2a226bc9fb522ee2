package io.hmt4j.backbone;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/**
 * A Llama-like model in doubles and loops, written from the published definitions, to compare the real one with.
 *
 * <p>What the configuration would imply (windows, rotation) is told by the test, so that reading it is tested too.
 */
final class ReferenceLlama {

    private static final int NO_WINDOW = 1 << 20;

    private final JsonNode config;
    private final ReferenceMath math;
    private final int heads;
    private final int keyHeads;
    private final int headWidth;
    private final int[] windows;
    private final boolean[] rotated;
    private double[] frequencies;
    private double sharper = 1;

    ReferenceLlama(Backbone backbone, JsonNode config) {
        this.config = config;
        math = new ReferenceMath(backbone);
        heads = config.get("num_attention_heads").intValue();
        keyHeads = config.path("num_key_value_heads").asInt(heads);
        headWidth = config.path("head_dim").asInt(config.get("hidden_size").intValue() / heads);
        int layers = config.get("num_hidden_layers").intValue();
        windows = new int[layers];
        rotated = new boolean[layers];
        Arrays.fill(windows, NO_WINDOW);
        Arrays.fill(rotated, true);
        frequencies = plainFrequencies(10_000, headWidth);
    }

    static double[] plainFrequencies(double theta, int dimensions) {
        double[] frequencies = new double[dimensions / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = Math.pow(theta, -2.0 * i / dimensions);
        }
        return frequencies;
    }

    ReferenceLlama withWindow(int layer, int window) {
        windows[layer] = window;
        return this;
    }

    ReferenceLlama withoutRotation(int layer) {
        rotated[layer] = false;
        return this;
    }

    ReferenceLlama withFrequencies(double[] changed, double factorOfCosineAndSine) {
        frequencies = changed;
        sharper = factorOfCosineAndSine;
        return this;
    }

    /** Hidden states after the norm of embedded positions. */
    double[][] forward(double[][] embeddings) {
        double[][] hidden = embeddings.clone();
        for (int layer = 0; layer < windows.length; layer++) {
            hidden = layer(layer, hidden);
        }
        return Arrays.stream(hidden).map(x -> norm("model.norm", x)).toArray(double[][]::new);
    }

    private double[][] layer(int layer, double[][] input) {
        String prefix = "model.layers." + layer + ".";
        int tokens = input.length;
        double[][][] keys = new double[keyHeads][tokens][];
        double[][][] values = new double[keyHeads][tokens][];
        double[][] output = new double[tokens][];
        for (int t = 0; t < tokens; t++) {
            double[] x = norm(prefix + "input_layernorm", input[t]);
            double[][] projected = queryKeyValue(prefix + "self_attn.", x);
            for (int g = 0; g < keyHeads; g++) {
                keys[g][t] = positioned(prefix + "self_attn.k_norm", head(projected[1], g), layer, t);
                values[g][t] = head(projected[2], g);
            }
            double[] mixed = new double[heads * headWidth];
            for (int h = 0; h < heads; h++) {
                double[] query = positioned(prefix + "self_attn.q_norm", head(projected[0], h), layer, t);
                int g = h / (heads / keyHeads);
                int first = Math.max(0, t - windows[layer] + 1);
                double[] seen = ReferenceMath.attend(query, keys[g], values[g], first, t);
                System.arraycopy(seen, 0, mixed, h * headWidth, headWidth);
            }
            double[] attended = ReferenceMath.add(input[t], math.linear(prefix + "self_attn.o_proj", mixed));
            double[] y = norm(prefix + "post_attention_layernorm", attended);
            output[t] = ReferenceMath.add(attended, feedForward(prefix + "mlp.", y));
        }
        return output;
    }

    private double[][] queryKeyValue(String prefix, double[] x) {
        if (math.find(prefix + "qkv_proj.weight") == null) {
            return new double[][] {
                math.linear(prefix + "q_proj", x), math.linear(prefix + "k_proj", x), math.linear(prefix + "v_proj", x)
            };
        }
        double[] all = math.linear(prefix + "qkv_proj", x);
        int query = heads * headWidth;
        int key = keyHeads * headWidth;
        return new double[][] {
            Arrays.copyOfRange(all, 0, query),
            Arrays.copyOfRange(all, query, query + key),
            Arrays.copyOfRange(all, query + key, query + 2 * key)
        };
    }

    private double[] feedForward(String prefix, double[] x) {
        boolean fused = math.find(prefix + "gate_up_proj.weight") != null;
        int width = config.get("intermediate_size").intValue();
        double[] both = fused ? math.linear(prefix + "gate_up_proj", x) : new double[0];
        double[] gate = fused ? Arrays.copyOfRange(both, 0, width) : math.linear(prefix + "gate_proj", x);
        double[] up = fused ? Arrays.copyOfRange(both, width, 2 * width) : math.linear(prefix + "up_proj", x);
        for (int i = 0; i < width; i++) {
            up[i] *= config.get("hidden_act").textValue().equals("silu")
                    ? ReferenceMath.silu(gate[i])
                    : ReferenceMath.geluByTanh(gate[i]);
        }
        return math.linear(prefix + "down_proj", up);
    }

    private double[] positioned(String norm, double[] head, int layer, int position) {
        double[] x = math.find(norm + ".weight") == null ? head : norm(norm, head);
        if (!rotated[layer]) {
            return x;
        }
        double[] turned = x.clone();
        for (int i = 0; i < frequencies.length; i++) {
            double angle = position * frequencies[i];
            double a = x[i];
            double b = x[i + frequencies.length];
            turned[i] = sharper * (a * Math.cos(angle) - b * Math.sin(angle));
            turned[i + frequencies.length] = sharper * (a * Math.sin(angle) + b * Math.cos(angle));
        }
        return turned;
    }

    private double[] head(double[] all, int number) {
        return Arrays.copyOfRange(all, number * headWidth, (number + 1) * headWidth);
    }

    private double[] norm(String name, double[] x) {
        return math.rmsNorm(name, x, config.get("rms_norm_eps").doubleValue());
    }
}
