package io.hmt4j.tokenizer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A tokenizer given as vocab.json and merges.txt, as GPT-2, OPT and Qwen have it: makes the tokenizer.json that
 * transformers would make of it.
 *
 * <p>Source: the converters for GPT-2 and Qwen2 in transformers, {@code convert_slow_tokenizer.py}.
 */
final class BytePairFiles {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String END_OF_TEXT = "<|endoftext|>";

    /** Qwen's pre-tokenizer: digits one by one, line ends joined to what stands before them. */
    private static final String QWEN2_SPLIT = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    private enum Family {
        GPT2,
        QWEN2
    }

    private final Path folder;
    private final TokenizerConfig config;
    private final ObjectNode vocabulary;
    private final Family family;

    BytePairFiles(Path folder, TokenizerConfig config) {
        this.folder = folder;
        this.config = config;
        this.vocabulary = JsonFile.read(folder.resolve("vocab.json"));
        this.family = family(folder, config);
    }

    private static Family family(Path folder, TokenizerConfig config) {
        String known = config.tokenizerClass().orElseGet(() -> JsonFile.readIfPresent(folder.resolve("config.json"))
                .path("model_type")
                .asText(""));
        return switch (known) {
            case "GPT2Tokenizer", "gpt2", "opt" -> Family.GPT2;
            case "Qwen2Tokenizer", "qwen2", "qwen2_moe", "qwen3", "qwen3_moe" -> Family.QWEN2;
            default ->
                throw new InputException(folder.resolve("tokenizer_config.json") + ": tokenizer_class is \"" + known
                        + "\"; with vocab.json and merges.txt it can be GPT2Tokenizer or Qwen2Tokenizer."
                        + " For another one save the tokenizer as tokenizer.json (in Python:"
                        + " AutoTokenizer.from_pretrained(folder).save_pretrained(folder))");
        };
    }

    /** The whole tokenizer.json. */
    String json() {
        ObjectNode file = MAPPER.createObjectNode().put("version", "1.0");
        List<AddedToken> added = added();
        ArrayNode tokens = file.putArray("added_tokens");
        added.forEach(token -> tokens.add(token.json()));
        if (family == Family.QWEN2) {
            file.putObject("normalizer").put("type", "NFC");
        }
        file.set("pre_tokenizer", preTokenizer());
        file.set("post_processor", postProcessor(added));
        file.set("decoder", byteLevel(false, true));
        ObjectNode model = file.putObject("model").put("type", "BPE");
        model.set("vocab", vocabulary);
        model.set("merges", merges());
        return file.toString();
    }

    private ObjectNode preTokenizer() {
        if (family == Family.GPT2) {
            return byteLevel(config.addPrefixSpace(), true);
        }
        ObjectNode sequence = MAPPER.createObjectNode().put("type", "Sequence");
        ArrayNode steps = sequence.putArray("pretokenizers");
        ObjectNode split = steps.addObject().put("type", "Split");
        split.putObject("pattern").put("Regex", QWEN2_SPLIT);
        split.put("behavior", "Isolated").put("invert", false);
        steps.add(byteLevel(config.addPrefixSpace(), false));
        return sequence;
    }

    private static ObjectNode byteLevel(boolean addPrefixSpace, boolean useRegex) {
        return MAPPER.createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", addPrefixSpace)
                .put("trim_offsets", false)
                .put("use_regex", useRegex);
    }

    /** OPT's documents begin with its BOS token; the others' begin with nothing. */
    private ObjectNode postProcessor(List<AddedToken> added) {
        if (!config.addBosToken().orElse(false)) {
            return byteLevel(false, true);
        }
        String bos = config.special("bos_token").orElse(END_OF_TEXT);
        int id = added.stream()
                .filter(token -> token.content().equals(bos))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        folder.resolve("tokenizer_config.json") + ": add_bos_token is true, but there is no bos_token"))
                .id();
        ObjectNode template = MAPPER.createObjectNode().put("type", "TemplateProcessing");
        ArrayNode single = template.putArray("single");
        single.addObject().putObject("SpecialToken").put("id", bos).put("type_id", 0);
        single.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
        ArrayNode pair = template.putArray("pair");
        pair.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
        pair.addObject().putObject("Sequence").put("id", "B").put("type_id", 1);
        ObjectNode special = template.putObject("special_tokens").putObject(bos).put("id", bos);
        special.putArray("ids").add(id);
        special.putArray("tokens").add(bos);
        return template;
    }

    private ArrayNode merges() {
        Path file = folder.resolve("merges.txt");
        ArrayNode merges = MAPPER.createArrayNode();
        int number = 0;
        for (String line : JsonFile.text(file).split("\r?\n", -1)) {
            number++;
            if (line.isEmpty() || (number == 1 && line.startsWith("#version"))) {
                continue;
            }
            int space = line.indexOf(' ');
            if (space < 1 || space != line.lastIndexOf(' ') || space == line.length() - 1) {
                throw new InputException(
                        file + ": line " + number + " is \"" + line + "\"; a merge is two tokens with a space between");
            }
            merges.add(line);
        }
        return merges;
    }

    /** The added tokens by id: those the files give ids, then the special ones that only have a name. */
    private List<AddedToken> added() {
        Map<String, AddedToken> added = new TreeMap<>();
        config.added().values().forEach(token -> added.put(token.content(), token));
        int next = Stream.concat(
                                added.values().stream().map(AddedToken::id),
                                vocabulary.valueStream().map(id -> id.asInt(-1)))
                        .max(Comparator.naturalOrder())
                        .orElse(-1)
                + 1;
        for (String content : specials().toList()) {
            AddedToken known = added.get(content);
            int id = known != null ? known.id() : vocabulary.path(content).asInt(next);
            added.put(content, known != null ? known.asSpecial() : AddedToken.control(id, content));
            next = Math.max(next, id + 1);
        }
        return added.values().stream()
                .sorted(Comparator.comparingInt(AddedToken::id))
                .toList();
    }

    /** The special tokens: both classes take the end of text for a role that the configuration does not mention. */
    private Stream<String> specials() {
        boolean complete = Stream.of("bos_token", "eos_token", "unk_token").allMatch(config::mentions);
        boolean endOfText = !complete && vocabulary.has(END_OF_TEXT);
        return Stream.concat(config.specials(), endOfText ? Stream.of(END_OF_TEXT) : Stream.empty())
                .distinct();
    }
}
