package io.hmt4j.bench.peer;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import io.hmt4j.bench.Clocks;
import io.hmt4j.bench.Median;
import io.hmt4j.bench.trial.TrialJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** llama.cpp in this process: reads a prompt, then answers. Standard input has the task, the last line the outcome. */
public final class LlamaCppMain {

    private static final int ROOM = 64;
    private static final String LETTERS = "etaoinshrdlcumwfgypbvkjxqz";

    private LlamaCppMain() {}

    /** Runs the task. */
    public static void main(String[] arguments) throws IOException {
        String json = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        LlamaCppTask task = TrialJson.parse(json, LlamaCppTask.class);
        ModelParameters parameters = new ModelParameters()
                .setModel(task.gguf())
                .setCtxSize(task.length() + task.answerTokens() + ROOM)
                .setThreads(task.threads())
                .setThreadsBatch(task.threads())
                .setGpuLayers(0)
                .disableLog();
        try (LlamaModel model = new LlamaModel(parameters)) {
            System.out.println(TrialJson.of(measured(model, task)));
        }
    }

    private static LlamaCppOutcome measured(LlamaModel model, LlamaCppTask task) throws IOException {
        answer(model, "warm", 2);
        String prompt = prompt(model, task.length());
        int tokens = model.encode(prompt).length;
        List<Long> wall = new ArrayList<>(List.of(System.nanoTime()));
        List<Long> computed = new ArrayList<>(List.of(Clocks.computedNanos()));
        LlamaIterator answer = answer(model, prompt, task.answerTokens());
        while (answer.hasNext()) {
            answer.next();
            wall.add(System.nanoTime());
            computed.add(Clocks.computedNanos());
        }
        double[] steps = new double[wall.size() - 3];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (wall.get(i + 2) - wall.get(i + 1)) / 1e9;
        }
        int last = computed.size() - 2; // the last output may come without a token
        return new LlamaCppOutcome(
                tokens,
                (wall.get(1) - wall.get(0)) / 1e9,
                (computed.get(1) - computed.get(0)) / 1e9,
                Median.of(steps),
                (computed.get(last) - computed.get(1)) / 1e9 / (last - 1),
                peakBytes());
    }

    private static LlamaIterator answer(LlamaModel model, String prompt, int tokens) {
        return model.generate(new InferenceParameters(prompt)
                        .setNPredict(tokens)
                        .setTemperature(0)
                        .setIgnoreEos(true)
                        .setCachePrompt(false))
                .iterator();
    }

    /** A text of made words of about so many tokens, a word more at most. */
    private static String prompt(LlamaModel model, int tokens) {
        Random random = new Random(1);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < tokens; i++) {
            StringBuilder word = new StringBuilder();
            for (int letters = 1 + random.nextInt(6); letters > 0; letters--) {
                word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            words.add(word.toString());
        }
        int low = 1;
        int high = words.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (model.encode(String.join(" ", words.subList(0, middle))).length >= tokens) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return String.join(" ", words.subList(0, low));
    }

    private static long peakBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
