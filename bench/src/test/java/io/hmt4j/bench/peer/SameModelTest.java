package io.hmt4j.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.bench.Shape;
import io.hmt4j.bench.gguf.GgufType;
import io.hmt4j.bench.gguf.GgufWriter;
import io.hmt4j.bench.make.ModelMaker;
import io.hmt4j.bench.peer.LlamaCppAnswer.Answer;
import io.hmt4j.bench.peer.LlamaCppAnswer.Question;
import io.hmt4j.bench.run.ChildProcess;
import io.hmt4j.generate.Sampler;
import io.hmt4j.generate.Sampling;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** llama.cpp, given the file that is written for it, says what our backbone says. */
@EnabledOnOs(OS.LINUX)
class SameModelTest {

    private static final String PROMPT = "the weather in 1851 was rather wonderful, and the sea";
    private static final int TOKENS = 12;

    @TempDir
    private Path folder;

    @Test
    void llamaCppContinuesATextAsOurBackboneDoes() {
        Path model = folder.resolve("model");
        new ModelMaker(Shape.TINY, DType.FLOAT32, 5).make(model);
        Path gguf = folder.resolve("model.gguf");
        GgufWriter.write(model, gguf, GgufType.F32);

        Answer theirs = ChildProcess.limited(LlamaCppAnswer.class, "llama.cpp", 120)
                .run(new Question(gguf.toString(), PROMPT, TOKENS), Answer.class, () -> false);

        try (HmtModel ours = HmtModel.load(model)) {
            int[] prompt = ours.text().tokenizer().encode(PROMPT);
            assertThat(theirs.ids())
                    .containsExactlyElementsOf(Arrays.stream(prompt).boxed().toList());
            String text = ours.text().tokenizer().decode(continued(ours, prompt), false);
            assertThat(theirs.text()).isEqualTo(text);
        }
    }

    /** Greedily, and without any cache. */
    private static int[] continued(HmtModel model, int[] prompt) {
        int[] all = prompt;
        for (int i = 0; i < TOKENS; i++) {
            try (Scope scope = Scope.withoutGradient()) {
                Tensor embedded =
                        model.backbone().embed(Tensors.ids(all, model.backbone().device()));
                Tensor last = model.backbone().forward(embedded, null).select(1, all.length - 1L);
                int next = new Sampler(Sampling.GREEDY, 0)
                        .next(Tensors.toFloats(model.backbone().logits(last)));
                all = IntStream.concat(Arrays.stream(all), IntStream.of(next)).toArray();
            }
        }
        return Arrays.copyOfRange(all, prompt.length, all.length);
    }
}
