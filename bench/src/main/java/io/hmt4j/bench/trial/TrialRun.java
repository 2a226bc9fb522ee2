package io.hmt4j.bench.trial;

import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.bench.trial.Outcome.Setting;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ModelOptions;
import io.hmt4j.tensor.Cpu;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.EngineReport;
import java.io.IOException;
import java.nio.file.Path;

/** Runs a trial in this process. */
final class TrialRun {

    private static final int PROMPT = 16;

    private final Trial trial;

    TrialRun(Trial trial) {
        this.trial = trial;
    }

    Outcome run() throws IOException {
        if (trial.threads() > 0) {
            Engine.setThreads(trial.threads());
        }
        long start = System.nanoTime();
        try (HmtModel model = HmtModel.load(Path.of(trial.model()), options())) {
            double loadSeconds = since(start);
            long loadedBytes = Engine.peakResidentBytes();
            try (Subject subject = subject(model)) {
                return measured(model, subject, loadSeconds, loadedBytes);
            }
        }
    }

    private Outcome measured(HmtModel model, Subject subject, double loadSeconds, long loadedBytes) throws IOException {
        Reading reading = new Reading(trial);
        int[] prompt;
        if (trial.text() == null) {
            RandomTokens text =
                    new RandomTokens(trial.seed(), model.backbone().shape().vocabulary());
            reading.run(subject, text);
            prompt = text.next(PROMPT);
        } else {
            try (FileTokens text =
                    new FileTokens(Path.of(trial.text()), model.text().tokenizer())) {
                reading.run(subject, text);
                prompt = text.next(PROMPT);
            }
        }
        long readBytes = Engine.peakResidentBytes();
        Moments answer = reading.stoppedBy() == null ? answer(subject, prompt) : null;
        return new Outcome(
                reading.tokens(),
                reading.stoppedBy(),
                loadSeconds,
                reading.clocks().wall(),
                reading.clocks().computed(),
                answer == null ? null : answer.firstTokenSeconds(),
                answer == null ? null : answer.tokenSeconds(),
                answer == null ? null : answer.tokenComputedSeconds(),
                loadedBytes,
                readBytes,
                Engine.peakResidentBytes(),
                setting(model));
    }

    private ModelOptions options() {
        return ModelOptions.DEFAULT
                .withBackbone(LoadOptions.cpu().as(trial.weights()))
                .withSeed(trial.seed())
                .withSettings(this::settings);
    }

    private HmtConfig settings(HmtConfig own) {
        HmtConfig sized = trial.segmentTokens() == 0
                ? own
                : own.toBuilder()
                        .segmentTokens(trial.segmentTokens())
                        .sensoryTokens(Math.min(own.sensoryTokens(), trial.segmentTokens()))
                        .build();
        return trial.method()
                .mode()
                .map(mode -> sized.toBuilder().mode(mode).build())
                .orElse(sized);
    }

    private Subject subject(HmtModel model) {
        return switch (trial.method()) {
            case HMT, RMT -> new MemorySubject(model);
            case FULL -> new FullSubject(model.backbone(), trial.length() + PROMPT + trial.answerTokens());
            case WINDOW -> new WindowSubject(model.backbone(), model.config().segmentTokens());
        };
    }

    private static Setting setting(HmtModel model) {
        Cpu cpu = EngineReport.collect().cpu();
        return new Setting(
                cpu.model(),
                String.join(", ", cpu.vectorUnits()),
                cpu.threads(),
                Engine.blas(),
                model.config().segmentTokens(),
                model.backbone().shape().parameters());
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private Moments answer(Subject subject, int[] prompt) {
        Moments moments = new Moments();
        subject.answer(prompt, trial.answerTokens(), moments);
        return moments;
    }
}
