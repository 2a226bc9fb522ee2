package io.hmt4j.backbone.rope;

import io.hmt4j.InputException;
import io.hmt4j.checkpoint.ConfigReader;
import java.util.List;

/**
 * Reads how positions are rotated: {@code rope_theta}, {@code partial_rotary_factor} and {@code rope_scaling}, which newer
 * configurations keep together in {@code rope_parameters}.
 */
public final class RopeReader {

    private static final List<String> TYPES =
            List.of("default", "linear", "dynamic", "llama3", "yarn", "longrope", "su");
    private static final String ORIGINAL = "original_max_position_embeddings";

    private final ConfigReader config;
    private final ConfigReader scaling;
    private final int maxPositions;
    private final double theta;
    private final int rotated;

    private RopeReader(ConfigReader config, ConfigReader scaling, int headWidth, int maxPositions, double theta) {
        this.config = config;
        this.scaling = scaling;
        this.maxPositions = maxPositions;
        this.theta = either("rope_theta", theta);
        rotated = rotated(headWidth);
    }

    /**
     * Reads the rotation of a model.
     *
     * @param headWidth width of a head, K
     * @param maxPositions positions the model was made for
     * @param theta base of the frequencies where the configuration names none
     * @throws InputException if a key is missing or its value is not allowed
     */
    public static RopeScaling read(ConfigReader config, int headWidth, int maxPositions, double theta) {
        ConfigReader before = config.object("rope_scaling");
        ConfigReader now = config.object("rope_parameters");
        if (before != null && now != null) {
            throw config.refused("rope_parameters", "one of rope_scaling and rope_parameters, not both");
        }
        ConfigReader scaling = before == null ? now : before;
        return scaling == null
                ? new RopeReader(config, config, headWidth, maxPositions, theta).plain()
                : new RopeReader(config, scaling, headWidth, maxPositions, theta).scaled();
    }

    private RopeScaling plain() {
        config.has(ORIGINAL); // Phi-3 says it even where it stretches nothing
        return always(new Frequencies(Frequencies.plain(theta, rotated), 1, true));
    }

    private RopeScaling scaled() {
        String absent = scaling.oneOf("type", "default", TYPES);
        return switch (scaling.oneOf("rope_type", absent, TYPES)) {
            case "linear" -> always(linear());
            case "dynamic" -> dynamic();
            case "llama3" -> always(llama3());
            case "yarn" -> always(yarn());
            case "longrope", "su" -> longRope();
            default -> plain();
        };
    }

    private Frequencies linear() {
        double factor = factor();
        float[] inverse = Frequencies.plain(theta, rotated);
        for (int pair = 0; pair < inverse.length; pair++) {
            inverse[pair] = (float) (inverse[pair] / factor);
        }
        return new Frequencies(inverse, 1, true);
    }

    private RopeScaling dynamic() {
        if (rotated < 4) {
            throw scaling.refused(scaling.has("rope_type") ? "rope_type" : "type", "others, or 4 rotated dimensions");
        }
        return new DynamicScaling(theta, rotated, maxPositions, factor());
    }

    private Frequencies llama3() {
        double low = scaling.positiveNumber("low_freq_factor");
        double high = scaling.positiveNumber("high_freq_factor");
        if (high <= low) {
            throw scaling.refused("high_freq_factor", "numbers above low_freq_factor, which is " + low);
        }
        return new Llama3Scaling(factor(), low, high, scaling.positiveInt(ORIGINAL)).frequencies(theta, rotated);
    }

    private Frequencies yarn() {
        int original = original(maxPositions);
        double factor = scaling.positiveNumber("factor", (double) maxPositions / original);
        return new YarnScaling(
                        factor,
                        original,
                        scaling.positiveNumber("beta_fast", 32),
                        scaling.positiveNumber("beta_slow", 1),
                        scaling.flag("truncate", true),
                        scaling.positiveNumber("attention_factor", yarnAttentionFactor(factor)))
                .frequencies(theta, rotated);
    }

    /** How much sharper attention becomes (YaRN, section 3.4); the two scales are DeepSeek's. */
    private double yarnAttentionFactor(double factor) {
        double scale = scaling.number("mscale", 0);
        double scaleOfAll = scaling.number("mscale_all_dim", 0);
        return scale == 0 || scaleOfAll == 0
                ? YarnScaling.magnitude(factor, 1)
                : YarnScaling.magnitude(factor, scale) / YarnScaling.magnitude(factor, scaleOfAll);
    }

    private RopeScaling longRope() {
        if (!config.has(ORIGINAL) && !scaling.has(ORIGINAL)) {
            throw scaling.refused(ORIGINAL, "the number of positions before stretching");
        }
        int original = original(maxPositions);
        double factor = scaling.positiveNumber("factor", (double) maxPositions / original);
        double sharper = factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(original));
        double attentionFactor = scaling.positiveNumber("attention_factor", sharper);
        return new LongRopeScaling(
                original,
                stretched(factors("short_factor"), attentionFactor),
                stretched(factors("long_factor"), attentionFactor));
    }

    private List<Double> factors(String key) {
        List<Double> factors = scaling.numbers(key);
        if (factors.size() != rotated / 2 || factors.stream().anyMatch(factor -> factor <= 0)) {
            throw scaling.refused(key, "a list of " + rotated / 2 + " numbers above 0");
        }
        return factors;
    }

    private Frequencies stretched(List<Double> factors, double attentionFactor) {
        float[] inverse = new float[rotated / 2];
        for (int pair = 0; pair < inverse.length; pair++) {
            inverse[pair] = 1 / (factors.get(pair).floatValue() * Frequencies.power(theta, pair, rotated));
        }
        return new Frequencies(inverse, attentionFactor, true);
    }

    private double factor() {
        return scaling.positiveNumber("factor");
    }

    private int original(int absent) {
        return config.positiveInt(ORIGINAL, scaling.positiveInt(ORIGINAL, absent));
    }

    private double either(String key, double absent) {
        double outer = config.positiveNumber(key, absent);
        return scaling.positiveNumber(key, outer);
    }

    private int rotated(int headWidth) {
        double share = either("partial_rotary_factor", 1);
        int dimensions = (int) (headWidth * share);
        if (share > 1 || dimensions < 2 || dimensions % 2 != 0) {
            throw new InputException(
                    "config.json: a head of width " + headWidth + " with partial_rotary_factor " + share + " has "
                            + dimensions + " rotated dimensions; allowed: even numbers from 2 to " + headWidth);
        }
        return dimensions;
    }

    private static RopeScaling always(Frequencies frequencies) {
        return positions -> frequencies;
    }
}
