package io.hmt4j.cli;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.EngineFinding;
import io.hmt4j.tensor.EngineFinding.Gravity;
import io.hmt4j.tensor.EngineReport;
import io.hmt4j.tensor.FastestFormat;
import io.hmt4j.tensor.JavaRuntime;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hmt doctor}. */
@Command(
        name = "doctor",
        header = "Says what computes here, how it is set, and what is missing or harmful.",
        description = {
            "Prints the engine, its linear algebra library, threads, memory, devices and versions, checks a small"
                    + " product, and says for each problem what to do. Exit code 1 where something prevents running."
        })
final class DoctorCommand implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final Console console;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            EngineReport report = EngineReport.collect();
            return tell(report, report.findings());
        } catch (LinkageError noEngine) {
            return tell(null, List.of(engineMissing(noEngine)));
        }
    }

    private int tell(@Nullable EngineReport report, List<EngineFinding> findings) {
        boolean fine = findings.stream().noneMatch(finding -> finding.gravity() == Gravity.ERROR);
        if (json) {
            console.printJson(toJson(report, findings, fine));
        } else {
            console.printLine("hmt " + Versions.hmt() + "\n");
            console.printLine(report == null ? DoctorPage.of(JavaRuntime.collect()) : DoctorPage.of(report));
            console.printLine(DoctorPage.of(findings));
        }
        return fine ? ExitCode.FINE : ExitCode.FAILED;
    }

    private static ObjectNode toJson(@Nullable EngineReport report, List<EngineFinding> findings, boolean fine) {
        ObjectNode root = JSON.createObjectNode().put("fine", fine);
        root.putObject("versions").put("hmt4j", Versions.hmt()).put("tokenizers", Versions.tokenizers());
        root.set("findings", JSON.valueToTree(findings));
        if (report == null) {
            root.set("java", JSON.valueToTree(JavaRuntime.collect()));
            return root;
        }
        root.set("fastest_weights", JSON.valueToTree(FastestFormat.on(ComputeDevice.CPU)));
        return root.setAll((ObjectNode) JSON.valueToTree(report));
    }

    private static EngineFinding engineMissing(LinkageError noEngine) {
        Throwable cause = noEngine;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new EngineFinding(
                Gravity.ERROR,
                "the engine cannot be loaded: " + cause.getMessage(),
                "see that this is Linux or Windows on x86-64 or macOS on Apple silicon, that ~/.javacpp/cache can be "
                        + "written and has 400 MB of room (-Dorg.bytedeco.javacpp.cachedir=DIR names another), and start "
                        + "with ./hmt, which puts the libraries of this machine on the class path");
    }
}
