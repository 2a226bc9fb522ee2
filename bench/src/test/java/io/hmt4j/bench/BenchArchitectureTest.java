package io.hmt4j.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the packages of this module know of each other, and what users' class path must not need. */
class BenchArchitectureTest {

    private static final JavaClasses BENCH = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importUrl(Shape.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.hmt4j.(**)").should().beFreeOfCycles().check(BENCH);
    }

    @Test
    void onlyTheLabKnowsOtherProgramsAndTheHarness() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.hmt4j.bench.peer..", "io.hmt4j.bench.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "de.kherud..", "org.openjdk.jmh..", "io.hmt4j.bench.peer..", "io.hmt4j.bench.kernel..")
                .check(BENCH);
    }

    @Test
    void theParentOfTrialsNeverTouchesTheEngine() {
        noClasses()
                .that()
                .resideInAPackage("io.hmt4j.bench.run..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(BENCH);
    }
}
