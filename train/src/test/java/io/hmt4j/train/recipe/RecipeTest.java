package io.hmt4j.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.Mode;
import io.hmt4j.memory.ReadingSpeed;
import io.hmt4j.memory.RecallQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {

    private static final Path FOLDER = Path.of("/recipes");
    private static final String SMALL = """
            model: ../model
            output: run
            data:
              train:
                - path: a/*.txt
                - generate: passkey
                  options: {depth: 0.5, keys: [1, two], exact: true, lines: 1_000}
                  weight: 1e-1
            stages:
              - name: one
                steps: 100
                train:
                  memory: 1e-3
                segments: 2
              - name: two
                mode: stage1
                steps: 50
                train: {memory: 1.0e-4}
                segments: [2, 4]
                curriculum: {latest: 0.5}
            """;

    @Test
    void whatIsAbsentHasItsDefault() {
        Recipe recipe = small();
        assertThat(recipe.initialize()).isNull();
        assertThat(recipe.hmt()).isNull();
        assertThat(recipe.threads()).isNull();
        assertThat(recipe.seed()).isZero();
        assertThat(recipe.precision()).isEqualTo(Precision.FLOAT32);
        assertThat(recipe.batch()).isEqualTo(new BatchSize(8, 1));
        assertThat(recipe.checkpoint()).isEqualTo(new CheckpointSettings(100, 2));
        Stage stage = recipe.stages().get(0);
        assertThat(stage.mode()).isEqualTo(Mode.HMT);
        assertThat(stage.lora()).isNull();
        assertThat(stage.bptt()).isEqualTo(new BpttSettings(null));
        assertThat(stage.optimizer()).isEqualTo(new OptimizerSettings(List.of(0.9, 0.999), 1e-8, 0.01, 1, 1e4));
        assertThat(stage.train().recallRate()).isEqualTo(1e-3);
        assertThat(stage.validationSegments()).isEqualTo(2);
        assertThat(stage.loss().recallWeight(true)).isZero();
    }

    @Test
    void valuesComeAsTheirTypes() {
        Recipe recipe = small();
        assertThat(recipe.data().train())
                .containsExactly(
                        new FileSource(List.of("/recipes/a/*.txt"), null, null, null, null, 1),
                        new GeneratedSource(
                                "passkey",
                                Map.of("depth", 0.5, "keys", List.of(1L, "two"), "exact", true, "lines", 1000L),
                                0.1));
        assertThat(recipe.stages().get(0).segments()).containsExactly(2);
        assertThat(recipe.stages().get(1).curriculum().latest()).containsExactly(0.5);
    }

    @Test
    void pathsAreRelativeToTheFolderOfTheRecipe(@TempDir Path folder) throws IOException {
        Path inner = Files.createDirectories(folder.resolve("odd[1]"));
        Files.writeString(inner.resolve("r.yaml"), SMALL);
        Recipe recipe = Recipe.load(inner.resolve("r.yaml"), List.of("data.train.1={path: b.txt}", "hmt=/h"));
        assertThat(recipe.model()).isEqualTo(folder.resolve("model"));
        assertThat(recipe.output()).isEqualTo(inner.resolve("run"));
        assertThat(recipe.hmt()).isEqualTo(Path.of("/h"));
        assertThat(((FileSource) recipe.data().train().get(0)).path()).containsExactly(folder + "/odd[[]1]/a/*.txt");
        assertThat(((FileSource) recipe.data().train().get(1)).path()).containsExactly(inner + "/b.txt");
    }

    @Test
    void aResolvedRecipeReadsTheSameFromAnotherFolder() {
        Recipe recipe = small(
                "data.train.1.options={word: \"1e-3\", no: \"no\", text: \"a: b # c\", empty: \"\", lines: \"x\\ny\"}",
                "data.train.0.separator=\"\\n\\n\\t\"",
                "stages.0.train.lora=2e-4",
                "stages.0.lora.targets=[q_proj, v_proj]",
                "initialize.final_norm=0.1");
        String yaml = recipe.toYaml();
        assertThat(Recipe.parse("again", yaml, Path.of("/elsewhere"), List.of()))
                .isEqualTo(recipe);
        assertThat(yaml)
                .contains("warmup: 0", "final: 0.0", "residual_scaled: true")
                .doesNotContain("null");
    }

    @Test
    void overridesReplaceAddAndTakeAway() {
        Recipe recipe = small(
                "seed=7",
                "stages.0.steps=200",
                "stages.1.segments=[2, 3]",
                "batch.documents=16",
                "stages.0.lora.targets=.*q_proj",
                "stages.0.train.lora=1e-4",
                "stages.2={name: three, steps: 1, train: {recall: 1}, segments: 1}",
                "data.train.1=~",
                "data.train.1={generate: needle}",
                "seed=8");
        assertThat(recipe.seed()).isEqualTo(8);
        assertThat(recipe.stages().get(0).steps()).isEqualTo(200);
        assertThat(recipe.stages().get(1).segments()).containsExactly(2, 3);
        assertThat(recipe.batch()).isEqualTo(new BatchSize(16, 1));
        assertThat(recipe.stages().get(0).lora())
                .isEqualTo(new LoraSettings(8, 16, LoraTargets.pattern(".*q_proj"), 0, false));
        assertThat(recipe.stages()).extracting(Stage::name).containsExactly("one", "two", "three");
        assertThat(recipe.data().train().get(1)).isEqualTo(new GeneratedSource("needle", Map.of(), 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "lerning=3 | --set lerning=3: lerning is not known; known: model,",
                "stages.0.curiculum.rehearse=1 | stages.0.curiculum is not known; did you mean curriculum?",
                "stages.5.steps=1 | stages has 2 items and no 5; allowed: 0 to 2",
                "seed.x=1 | seed is a single value at --set seed=0; it has no x",
                "steps | allowed: key=value, such as stages.0.steps=200",
                "stages.0.steps= | stages.0.steps is missing; allowed: a whole number",
                "stages.0.steps=1e3 | stages.0.steps is 1e3; allowed: a whole number up to 2147483647",
                "stages.0.steps=3000000000 | stages.0.steps is 3000000000; allowed: a whole number",
                "stages.0.steps=0 | stages.0.steps is 0; allowed: 1 and more",
                "stages.0.train.memory=\"1\" | stages.0.train.memory is \"1\"; allowed: a number",
                "stages.0.train.memory=-1 | stages.0.train.memory is -1.0; allowed: more than 0",
                "log.tensorboard=yes | log.tensorboard is yes; allowed: true, false",
                "stages.0.mode=HMT | stages.0.mode is HMT; allowed: hmt, stage1, rmt, baseline",
                "stages.0.lora=3 | stages.0.lora is 3; allowed: the keys rank, alpha, targets, dropout, rslora",
                "data.train=[{weight: 1}] | data.train.0 has no path or generate; allowed: one of them",
                "data.train=[] | data.train is empty; allowed: one source and more",
                "data.train.0.path=[a, ~] | data.train.0.path.1 is ~; allowed: a text",
                "data.train.1.options=3 | data.train.1.options is 3; allowed: keys with values",
                "data={} | data.train is missing; allowed: a list",
                "device=gpu | device is \"gpu\"; allowed: cpu, cuda, cuda:N",
                "output=[a] | output is a list; allowed: a path",
                "seed=[1 | expected ',' or ']'",
            })
    void whatIsWrongIsNamedWithWhatIsAllowed(String override, String message) {
        assertThatThrownBy(() -> small("seed=0", override))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("--set ")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "data.train.0.generate=x | data.train.0 has more than one of path or generate",
                "stages.1.train.recall=1 | stages.1.train.recall is there, but mode is stage1, which has no recall",
                "stages.1.loss.recall=batch | stages.1.loss.recall is batch, but mode is stage1, which has no recall",
                "stages.0.mode=baseline | stages.0.train.memory is there, but mode is baseline, which has no memory",
                "stages.0.train={} | stages.0.train.memory is missing, and so are recall, lora and backbone",
                "stages.0.train.lora=1 | stages.0.train.lora is there, but neither this stage nor one before it has a lora",
                "stages.0.lora={} | stages.0.train.lora is missing, but the stage adds a lora",
                "stages.0.train={lora: 1, backbone: 1} | stages.0.train.lora and backbone are both there",
                "stages.1.curriculum.latest=[0.2, 0.3] | stages.1.curriculum.latest has 2 entries; allowed: up to 1",
                "stages.1.curriculum.latest=[] | stages.1.curriculum.latest has 0 entries for 1 levels",
                "stages.1.curriculum.latest=1.5 | stages.1.curriculum.latest is 1.5; allowed: 0 to 1",
                "stages.1.segments=[4, 2] | stages.1.segments is [4, 2]; allowed: each larger than the one before",
                "stages.1.name=one | stages.1.name is \"one\" a second time",
                "stages.1.name=a/b | stages.1.name is \"a/b\"; allowed: letters",
                "stages.0.validation.every=5 | stages.0.validation.every is there, but data.validation names no documents",
                "stages.0.validation.patience=5 | stages.0.validation.patience needs every",
                "stages.0.schedule.kind=step | stages.0.schedule.step_every is missing; kind: step needs it",
                "stages.0.schedule.step_factor=1 | stages.0.schedule.step_factor is for kind: step only",
                "stages.0.schedule.warmup=101 | stages.0.schedule.warmup is 101; allowed: up to steps, 100",
                "stages.0.schedule.final=2 | stages.0.schedule.final is 2.0; allowed: 0 to 1",
                "stages.0.loss.answer_weight=1 | stages.0.loss.other_weight is missing",
                "stages.0.loss.recall_weight=1 | stages.0.loss.recall_weight is for recall: document or batch only",
                "stages.0.loss={recall: batch, recall_weight_late: 1} | recall_late_accuracy is missing",
                "stages.0.optimizer.betas=0.9 | stages.0.optimizer.betas is [0.9]; allowed: two numbers",
                "data.shuffle_buffer=5000 | data.shuffle_buffer is 5000; allowed: 1 to 4096",
                "data.train.0.prompt=\"{context} Q:\" | data.train.0.prompt is \"{context} Q:\"; allowed: a text with {context}",
                "memory.recall_scale=3 | memory.recall_scale is for recall_init: identity only",
                "memory.summary_fraction=0 | memory.summary_fraction is 0.0; allowed: more than 0, at most 1",
            })
    void keysThatContradictEachOtherAreRefused(String override, String message) {
        assertThatThrownBy(() -> small(override))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aLoraThatIsNoExpressionIsRefusedAndOneThatChangesToo() {
        assertThatThrownBy(() -> small("stages.0.train.lora=1", "stages.0.lora.targets=(q"))
                .hasMessageContaining("stages.0.lora.targets is \"(q\" (Unclosed group); allowed:");
        assertThatThrownBy(() -> small("stages.0.train.lora=1", "stages.0.lora.targets=[]"))
                .hasMessageContaining("stages.0.lora.targets is []; allowed: names of layers");
        assertThatThrownBy(() -> small(
                        "stages.0.train.lora=1", "stages.0.lora={}", "stages.1.train.lora=1", "stages.1.lora.rank=4"))
                .hasMessageContaining("stages.1.lora differs from the lora of an earlier stage");
        assertThat(small("hmt=h", "stages.1.train.lora=1")
                        .stages()
                        .get(1)
                        .train()
                        .lora())
                .isEqualTo(1.0);
    }

    @Test
    void theRecallLossWeighsMoreOnceItIsLate() {
        Recipe recipe = small(
                "stages.0.loss={recall: batch, recall_weight: 0.03, recall_weight_late: 0.3, recall_late_accuracy: 0.5}");
        LossSettings loss = recipe.stages().get(0).loss();
        assertThat(loss.recallWeight(false)).isEqualTo(0.03);
        assertThat(loss.recallWeight(true)).isEqualTo(0.3);
        assertThat(small("stages.0.loss.recall=document").stages().get(0).loss().recallWeight(true))
                .isEqualTo(0.1);
    }

    @Test
    void theMemorysKeysComeOverTheStoredOnes() {
        HmtConfig stored = new HmtConfig(Mode.HMT, 128, 8, 300, 64, 0.5, 1, RecallQuery.SEGMENT, ReadingSpeed.CONSTANT);
        MemorySettings settings = small("memory={segment_tokens: 64, recall_query: preceding, bank_size: 5}")
                .memory();
        assertThat(settings.over(stored, Mode.STAGE1))
                .isEqualTo(
                        new HmtConfig(Mode.STAGE1, 64, 8, 5, 64, 0.5, 1, RecallQuery.PRECEDING, ReadingSpeed.CONSTANT));
    }

    @Test
    void linesAreNamed() {
        assertThatThrownBy(() -> parse(SMALL.replace("steps: 50", "stps: 50")))
                .hasMessage("r.yaml, line 17: stages.1.stps is not known; did you mean steps?");
        assertThatThrownBy(() -> parse(SMALL.replace("latest: 0.5", "latest: 0.5, rehearse: 2")))
                .hasMessage("r.yaml, line 20: stages.1.curriculum.rehearse is 2.0; allowed: 0 to less than 1");
        assertThatThrownBy(() -> parse(SMALL + "seed: 1\nseed: 2\n"))
                .hasMessage("r.yaml, line 22: seed stands here a second time, first at r.yaml, line 21");
        assertThatThrownBy(() -> parse(SMALL + "\tseed: 1\n")).hasMessageStartingWith("r.yaml, line 21, column 1: ");
        assertThatThrownBy(() -> parse("")).hasMessage("r.yaml is empty; allowed: keys with values");
        assertThatThrownBy(() -> parse("- 3")).hasMessageStartingWith("r.yaml, line 1: the file is a list");
        assertThatThrownBy(() -> parse("model: a")).hasMessageStartingWith("r.yaml, line 1: output is missing");
        assertThatThrownBy(() -> parse("model: &a [*a]")).hasMessageContaining("an alias stands inside what it names");
    }

    @Test
    void aStageMayRepeatAnotherThroughAnAnchor() {
        String text = SMALL.replace("  - name: one", "  - &first\n    name: one")
                + "  - <<: *first\n    name: three\n    steps: 7\n";
        Stage third = parse(text).stages().get(2);
        assertThat(third.name()).isEqualTo("three");
        assertThat(third.steps()).isEqualTo(7);
        assertThat(third.train().memory()).isEqualTo(1e-3);
    }

    @Test
    void filesThatAreNoTextAreRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("r.yaml");
        assertThatThrownBy(() -> Recipe.load(file, List.of())).hasMessage(file + " does not exist");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> Recipe.load(file, List.of())).hasMessage(file + " is not UTF-8 text");
    }

    private static Recipe small(String... overrides) {
        return Recipe.parse("r.yaml", SMALL, FOLDER, List.of(overrides));
    }

    private static Recipe parse(String text) {
        return Recipe.parse("r.yaml", text, FOLDER, List.of());
    }
}
