package io.millrace.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction in which things may know of each other. */
@AnalyzeClasses(packages = "io.millrace", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule MODULES_POINT_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("pipeline")
            .definedBy("io.millrace.pipeline..")
            .layer("engine")
            .definedBy("io.millrace.engine..")
            .layer("store")
            .definedBy("io.millrace.store..")
            .layer("executor")
            .definedBy("io.millrace.executor..")
            .layer("server")
            .definedBy("io.millrace.server..")
            .layer("client")
            .definedBy("io.millrace.client..")
            .layer("cli")
            .definedBy("io.millrace.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("client")
            .mayNotAccessAnyLayer()
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("executor")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("store", "executor", "server", "cli")
            .whereLayer("pipeline")
            .mayOnlyBeAccessedByLayers("engine", "store", "executor", "server", "cli");

    @ArchTest
    static final ArchRule THE_LANGUAGE_AND_THE_RULES_HAVE_NO_EFFECTS = noClasses()
            .that()
            .resideInAnyPackage("io.millrace.pipeline..", "io.millrace.engine.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.nio.file..",
                    "java.net..",
                    "java.sql..",
                    "java.util.concurrent..",
                    "java.util.logging..",
                    "org.slf4j..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Thread")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.File");

    @ArchTest
    static final ArchRule THE_RULES_ASK_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage("io.millrace.pipeline..", "io.millrace.engine.core..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule THE_CORE_DOES_NOT_KNOW_ITS_SHELL = noClasses()
            .that()
            .resideInAPackage("io.millrace.engine.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.millrace.engine", "io.millrace.engine.loop..", "io.millrace.engine.record..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.millrace.(*).(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_THINGS_ARE = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper");
}
