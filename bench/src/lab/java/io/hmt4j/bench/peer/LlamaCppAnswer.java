package io.hmt4j.bench.peer;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.CacheType;
import io.hmt4j.bench.trial.TrialJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What llama.cpp answers, greedily and in float32: to see that it runs the same model. */
public final class LlamaCppAnswer {

    private LlamaCppAnswer() {}

    /**
     * A question.
     *
     * @param gguf the model
     * @param prompt the text to continue
     * @param tokens tokens of the answer
     */
    record Question(String gguf, String prompt, int tokens) {}

    /**
     * An answer.
     *
     * @param ids the prompt as llama.cpp encodes it
     * @param text the answer
     */
    record Answer(List<Integer> ids, String text) {}

    /** Reads the question as JSON from standard input, prints the answer as one line of JSON. */
    public static void main(String[] arguments) throws IOException {
        String json = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        Question question = TrialJson.parse(json, Question.class);
        LlamaModel model = new LlamaModel(new ModelParameters()
                .setModel(question.gguf())
                .setCtxSize(1024)
                .setThreads(1)
                .setCacheTypeK(CacheType.F32)
                .setCacheTypeV(CacheType.F32)
                .setGpuLayers(0)
                .disableLog());
        List<Integer> ids =
                Arrays.stream(model.encode(question.prompt())).boxed().toList();
        StringBuilder text = new StringBuilder();
        for (LlamaOutput output : model.generate(new InferenceParameters(question.prompt())
                .setNPredict(question.tokens())
                .setTemperature(0)
                .setIgnoreEos(true))) {
            text.append(output.text);
        }
        System.out.println(TrialJson.of(new Answer(ids, text.toString())));
        System.out.flush();
        Runtime.getRuntime().halt(0); // closing the model hangs now and then
    }
}
