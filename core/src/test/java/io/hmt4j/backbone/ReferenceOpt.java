package io.hmt4j.backbone;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** An OPT model in doubles and loops, written from the published definitions, to compare the real one with. */
final class ReferenceOpt {

    private final JsonNode config;
    private final ReferenceMath math;
    private final int heads;
    private final int width;
    private final boolean normFirst;

    ReferenceOpt(Backbone backbone, JsonNode config) {
        this.config = config;
        math = new ReferenceMath(backbone);
        heads = config.get("num_attention_heads").intValue();
        width = config.get("hidden_size").intValue();
        normFirst = config.get("do_layer_norm_before").booleanValue();
    }

    double[][] forward(double[][] embeddings) {
        double[][] hidden = new double[embeddings.length][];
        for (int t = 0; t < hidden.length; t++) {
            hidden[t] = ReferenceMath.add(project("project_in", embeddings[t]), position(t));
        }
        for (int layer = 0; layer < config.get("num_hidden_layers").intValue(); layer++) {
            hidden = layer("model.decoder.layers." + layer + ".", hidden);
        }
        boolean finalNorm =
                normFirst && !config.path("_remove_final_layer_norm").booleanValue();
        return Arrays.stream(hidden)
                .map(x -> finalNorm ? math.layerNorm("model.decoder.final_layer_norm", x) : x)
                .map(x -> project("project_out", x))
                .toArray(double[][]::new);
    }

    private double[][] layer(String prefix, double[][] input) {
        double[][][] keys = new double[heads][input.length][];
        double[][][] values = new double[heads][input.length][];
        double[][] output = new double[input.length][];
        for (int t = 0; t < input.length; t++) {
            double[] x = normFirst ? math.layerNorm(prefix + "self_attn_layer_norm", input[t]) : input[t];
            double[] query = math.linear(prefix + "self_attn.q_proj", x);
            double[] mixed = new double[width];
            for (int h = 0; h < heads; h++) {
                keys[h][t] = head(math.linear(prefix + "self_attn.k_proj", x), h);
                values[h][t] = head(math.linear(prefix + "self_attn.v_proj", x), h);
                double[] seen = ReferenceMath.attend(head(query, h), keys[h], values[h], 0, t);
                System.arraycopy(seen, 0, mixed, h * seen.length, seen.length);
            }
            double[] attended = ReferenceMath.add(input[t], math.linear(prefix + "self_attn.out_proj", mixed));
            attended = normFirst ? attended : math.layerNorm(prefix + "self_attn_layer_norm", attended);
            double[] y = normFirst ? math.layerNorm(prefix + "final_layer_norm", attended) : attended;
            double[] fed = ReferenceMath.add(attended, feedForward(prefix, y));
            output[t] = normFirst ? fed : math.layerNorm(prefix + "final_layer_norm", fed);
        }
        return output;
    }

    private double[] feedForward(String prefix, double[] x) {
        boolean relu = config.get("activation_function").textValue().equals("relu");
        double[] up = math.linear(prefix + "fc1", x);
        return math.linear(prefix + "fc2", ReferenceMath.map(up, v -> relu ? Math.max(0, v) : ReferenceMath.gelu(v)));
    }

    private double[] project(String name, double[] x) {
        String full = "model.decoder." + name;
        return math.find(full + ".weight") == null ? x : math.linear(full, x);
    }

    private double[] position(int t) {
        double[] table = math.get("model.decoder.embed_positions.weight");
        return Arrays.copyOfRange(table, (t + 2) * width, (t + 3) * width);
    }

    private double[] head(double[] all, int number) {
        int headWidth = width / heads;
        return Arrays.copyOfRange(all, number * headWidth, (number + 1) * headWidth);
    }
}
