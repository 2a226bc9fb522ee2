package io.hmt4j.backbone;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to stretch rotary positions, against its formula. Heads are 16 wide: 8 pairs; the model was made for 64. */
class RopeScalingTest {

    private static final int PAIRS = 8;
    private static final int TOKENS = 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"head_dim\": 16, \"rope_theta\": 500.0}",
                "{\"head_dim\": 16, \"rope_theta\": 500.0, \"rope_scaling\": {\"type\": \"default\"}}",
                "{\"head_dim\": 16, \"rope_parameters\": {\"rope_type\": \"default\", \"rope_theta\": 500.0}}"
            })
    void theBaseOfTheFrequenciesIsRead(String changes) {
        check(changes, TOKENS, i -> Math.pow(500, -i / 8.0), 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"head_dim\": 16, \"rope_scaling\": {\"type\": \"linear\", \"factor\": 3.0}}",
                "{\"head_dim\": 16, \"rope_scaling\": {\"rope_type\": \"linear\", \"factor\": 3.0}}",
                "{\"head_dim\": 16, \"rope_parameters\": {\"rope_type\": \"linear\", \"factor\": 3.0}}"
            })
    void linearScalingSlowsAllDown(String changes) {
        check(changes, TOKENS, i -> plain(i) / 3, 1);
    }

    @Test
    void dynamicScalingChangesNothingWithinTheOriginalLength() {
        check(dynamic(), 16, RopeScalingTest::plain, 1);
    }

    @Test
    void dynamicScalingRaisesTheBaseWithTheLength() {
        double base = 10_000 * Math.pow(2.0 * TOKENS / 16 - 1, 16.0 / 14);
        check(dynamic(), TOKENS, i -> Math.pow(base, -i / 8.0), 1);
    }

    @Test
    void llama3ScalingSlowsLongWavesDown() {
        String changes = """
                {"head_dim": 16, "rope_scaling": {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
                 "high_freq_factor": 4.0, "original_max_position_embeddings": 400}}""";
        check(
                changes,
                TOKENS,
                i -> {
                    double turns = 400 * plain(i) / (2 * Math.PI);
                    double kept = Math.min(1, Math.max(0, (turns - 1) / 3));
                    return kept * plain(i) + (1 - kept) * plain(i) / 8;
                },
                1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"head_dim": 16, "rope_scaling": {"type": "yarn", "factor": 4.0,
                 "original_max_position_embeddings": 400}}""", """
                {"head_dim": 16, "original_max_position_embeddings": 400,
                 "rope_parameters": {"rope_type": "yarn", "factor": 4.0, "rope_theta": 10000.0}}"""})
    void yarnSlowsDownWhatTurnsSeldom(String changes) {
        // 32 turns at dimension 0.60, 1 turn at 3.61: the ramp goes from pair 0 to pair 4.
        check(changes, TOKENS, i -> yarn(i, 4, 0, 4), 0.1 * Math.log(4) + 1);
    }

    @Test
    void yarnTakesItsRampAndItsSharpnessFromTheConfiguration() {
        String changes = """
                {"head_dim": 16, "rope_scaling": {"rope_type": "yarn", "factor": 4.0, "beta_fast": 10, "beta_slow": 2,
                 "truncate": false, "attention_factor": 1.25, "original_max_position_embeddings": 400}}""";
        check(changes, TOKENS, i -> yarn(i, 4, dimension(10), dimension(2)), 1.25);
    }

    @Test
    void yarnTakesTheRatioOfTwoSharpnesses() {
        String changes = """
                {"head_dim": 16, "rope_scaling": {"rope_type": "yarn", "factor": 4.0, "mscale": 1.5,
                 "mscale_all_dim": 0.5, "original_max_position_embeddings": 400}}""";
        double ratio = (0.15 * Math.log(4) + 1) / (0.05 * Math.log(4) + 1);
        check(changes, TOKENS, i -> yarn(i, 4, 0, 4), ratio);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 20})
    void longRopeHasOneSetOfFactorsUpToTheOriginalLengthAndOneBeyond(int tokens) {
        String changes = """
                {"model_type": "phi3", "head_dim": 16, "original_max_position_embeddings": 16,
                 "rope_scaling": {"type": "longrope", "short_factor": [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7],
                 "long_factor": [2, 3, 4, 5, 6, 7, 8, 9]}}""";
        double sharper = Math.sqrt(1 + Math.log(4) / Math.log(16));
        check(changes, tokens, i -> plain(i) / (tokens <= 16 ? 1 + i / 10.0 : 2 + i), sharper);
    }

    @Test
    void suIsTheOldNameOfLongRope() {
        String changes = """
                {"model_type": "phi3", "head_dim": 16, "original_max_position_embeddings": 64,
                 "rope_scaling": {"type": "su", "short_factor": [2, 2, 2, 2, 2, 2, 2, 2],
                 "long_factor": [1, 1, 1, 1, 1, 1, 1, 1]}}""";
        check(changes, TOKENS, i -> plain(i) / 2, 1);
    }

    private static String dynamic() {
        return """
                {"head_dim": 16, "max_position_embeddings": 16, "rope_scaling": {"type": "dynamic", "factor": 2.0}}""";
    }

    private static double plain(int pair) {
        return Math.pow(10_000, -pair / 8.0);
    }

    private static double yarn(int pair, double factor, double from, double to) {
        double slowed = Math.min(1, Math.max(0, (pair - from) / (to - from)));
        return plain(pair) * (1 - slowed) + plain(pair) / factor * slowed;
    }

    /** The dimension that turns so many times in 400 positions. */
    private static double dimension(double turns) {
        return 16 * Math.log(400 / (2 * Math.PI * turns)) / (2 * Math.log(10_000));
    }

    private static void check(String changes, int tokens, IntToDoubleFunction frequency, double sharper) {
        double[] frequencies = new double[PAIRS];
        for (int pair = 0; pair < PAIRS; pair++) {
            frequencies[pair] = frequency.applyAsDouble(pair);
        }
        ReferenceTest.checkLlama(
                TinyModels.llama(changes), tokens, reference -> reference.withFrequencies(frequencies, sharper));
    }
}
