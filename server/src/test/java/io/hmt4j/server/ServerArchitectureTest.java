package io.hmt4j.server;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ServerArchitectureTest {

    private static final Map<String, Set<String>> KNOWS = Map.ofEntries(
            Map.entry("log", Set.of()),
            Map.entry("work", Set.of()),
            Map.entry("store", Set.of("log", "work")),
            Map.entry("answer", Set.of("work")),
            Map.entry("server.failure", Set.of()),
            Map.entry("server.json", Set.of("server.failure")),
            Map.entry("server.safety", Set.of("server.failure")),
            Map.entry("server.http", Set.of("server.failure", "server.json")),
            Map.entry("server.openai", Set.of("answer", "server.failure", "server.json")),
            Map.entry("server.metric", Set.of("answer", "store", "work", "server.http")),
            Map.entry(
                    "server.route",
                    Set.of(
                            "answer",
                            "log",
                            "store",
                            "server.failure",
                            "server.http",
                            "server.json",
                            "server.metric",
                            "server.openai",
                            "server.safety")),
            Map.entry(
                    "server",
                    Set.of(
                            "answer",
                            "store",
                            "work",
                            "server.failure",
                            "server.http",
                            "server.json",
                            "server.metric",
                            "server.route",
                            "server.safety")));

    private final JavaClasses classes = new ClassFileImporter()
            .importUrl(HmtServer.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void everyPackageKnowsOnlyWhatItMay() {
        Set<String> tooMuch = new TreeSet<>();
        for (JavaClass from : classes) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String here = name(from);
                String there = name(dependency.getTargetClass());
                if (KNOWS.containsKey(there)
                        && !there.equals(here)
                        && !KNOWS.getOrDefault(here, Set.of()).contains(there)) {
                    tooMuch.add(here + " knows " + there + ": " + from.getSimpleName());
                }
            }
        }

        assertThat(tooMuch).isEmpty();
    }

    @Test
    void everyPackageIsInTheTable() {
        assertThat(classes).allSatisfy(each -> assertThat(KNOWS).containsKey(name(each)));
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.hmt4j.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void onlyTheServerKnowsOfHttp() {
        assertThat(classes.stream()
                        .filter(each -> !name(each).startsWith("server"))
                        .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getPackageName()))
                .noneMatch(name -> name.startsWith("io.javalin") || name.startsWith("org.eclipse.jetty"));
    }

    /** It writes no message of an exception, which may hold a text: so no log carries one. */
    @Test
    void logsAreWrittenInOnePlaceAlone() {
        assertThat(classes.stream()
                        .filter(each -> each.getDirectDependenciesFromSelf().stream()
                                .anyMatch(known ->
                                        known.getTargetClass().getPackageName().startsWith("org.slf4j")))
                        .map(JavaClass::getSimpleName))
                .containsExactly("Log");
    }

    private static String name(JavaClass type) {
        return type.getPackageName().replaceFirst("^io\\.hmt4j\\.", "");
    }
}
