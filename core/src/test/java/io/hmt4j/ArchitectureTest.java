package io.hmt4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The map of ARCHITECTURE.md: which package of core knows which, and what none of them does. */
class ArchitectureTest {

    /** Every package, and the packages it may know. All know the root package, which knows none. */
    private static final Map<String, Set<String>> KNOWS = Map.of(
            "tensor", Set.of(),
            "checkpoint", Set.of("tensor"),
            "tokenizer", Set.of("checkpoint"),
            "backbone", Set.of("tensor", "checkpoint"),
            "generate", Set.of("tokenizer"),
            "memory", Set.of("tensor", "checkpoint", "tokenizer", "backbone", "generate"));

    private static final JavaClasses CORE = new ClassFileImporter()
            .importUrl(
                    InputException.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void everyPackageKnowsOnlyWhatStandsBelowIt() {
        KNOWS.forEach((name, known) -> check(noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(inAllBut(name, known))));
    }

    @Test
    void theRootPackageKnowsNoOther() {
        check(noClasses()
                .that()
                .resideInAPackage("io.hmt4j")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(inAllBut("", Set.of())));
    }

    @Test
    void everyClassHasItsPlaceOnTheMap() {
        String[] places = Stream.concat(Stream.of("io.hmt4j"), Stream.of(inAllBut("", Set.of())))
                .toArray(String[]::new);
        check(classes().should().resideInAnyPackage(places));
    }

    @Test
    void packagesInsideAPackageFormNoCycles() {
        check(slices().matching("io.hmt4j.*.(**)").should().beFreeOfCycles());
    }

    @Test
    void textIsTokenizedAndSampledWithoutTheEngine() {
        check(noClasses()
                .that()
                .resideInAnyPackage(in("tokenizer"), in("generate"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco.."));
    }

    @Test
    void onlyTensorLoadsTheEngineOpensItsScopesAndCallsItsDispatcher() {
        String corners = "org\\.bytedeco\\.(javacpp\\.(Loader|PointerScope)"
                + "|pytorch\\.(Dispatcher|OperatorHandle|IValue|IValueVector))";
        check(noClasses()
                .that()
                .resideOutsideOfPackage(in("tensor"))
                .should()
                .dependOnClassesThat()
                .haveNameMatching(corners));
    }

    @Test
    void theMemoryReadsLikeThePaperWithoutTheEnginesOptionals() {
        check(noClasses()
                .that()
                .resideInAPackage(in("memory"))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.bytedeco\\.pytorch\\.\\w+Optional"));
    }

    @Test
    void aLibraryPrintsNothing() {
        check(NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
        check(NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING);
    }

    @Test
    void everyErrorHasAType() {
        check(NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS);
    }

    @Test
    void namesSayWhatAThingIs() {
        check(noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Data|Impl|Processor)"));
    }

    @Test
    void everyPackageSaysThatNothingIsNull() {
        check(classes().should(resideInANullMarkedPackage()));
    }

    private static void check(ArchRule rule) {
        assertThat(CORE.contain(InputException.class)).isTrue();
        rule.allowEmptyShould(true).check(CORE); // a package that is still to come breaks no rule
    }

    private static String in(String name) {
        return "io.hmt4j." + name + "..";
    }

    private static String[] inAllBut(String name, Set<String> known) {
        List<String> others = KNOWS.keySet().stream()
                .filter(other -> !other.equals(name) && !known.contains(other))
                .map(ArchitectureTest::in)
                .toList();
        return others.toArray(String[]::new);
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package marked @NullMarked in its package-info.java") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getFullName()));
            }
        };
    }
}
