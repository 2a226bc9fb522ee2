package io.hmt4j.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a model's makers recommend for generating: {@code generation_config.json}, and the end-of-text ids of
 * {@code config.json} where it says nothing of them.
 *
 * <p>The ids end every answer. The sampling values are used only where the user asks for the model's defaults.
 *
 * @param endIds ids that end an answer, possibly none
 * @param sample whether to sample at all
 * @param temperature divisor of the logits
 * @param topK number of most probable tokens to choose from
 * @param topP share of probability to choose from
 * @param minP least probability, relative to the most probable token's
 * @param repetitionPenalty divisor of the logits of tokens already there
 */
public record GenerationDefaults(
        List<Integer> endIds,
        Optional<Boolean> sample,
        OptionalDouble temperature,
        OptionalInt topK,
        OptionalDouble topP,
        OptionalDouble minP,
        OptionalDouble repetitionPenalty) {

    private static final String END = "eos_token_id";

    public GenerationDefaults {
        endIds = List.copyOf(endIds);
    }

    /**
     * Reads the defaults of a folder.
     *
     * @param file {@code generation_config.json}, which need not exist
     * @param config the model's configuration
     */
    static GenerationDefaults read(Path file, ConfigReader config) {
        if (Files.notExists(file)) {
            return read(config, List.of());
        }
        ConfigReader own = new ConfigReader(file.toString(), JsonFile.readObject(file), Set.of());
        return read(own, config.ids(END));
    }

    private static GenerationDefaults read(ConfigReader reader, List<Integer> otherwise) {
        List<Integer> own = reader.ids(END);
        return new GenerationDefaults(
                own.isEmpty() ? otherwise : own,
                reader.has("do_sample") ? Optional.of(reader.flag("do_sample", false)) : Optional.empty(),
                number(reader, "temperature"),
                reader.has("top_k") ? OptionalInt.of(reader.nonNegativeInt("top_k", 0)) : OptionalInt.empty(),
                number(reader, "top_p"),
                number(reader, "min_p"),
                number(reader, "repetition_penalty"));
    }

    private static OptionalDouble number(ConfigReader reader, String key) {
        return reader.has(key) ? OptionalDouble.of(reader.number(key)) : OptionalDouble.empty();
    }
}
