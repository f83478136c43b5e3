package io.millrace.pipeline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.Set;

/** The language is pure: text in, values out. */
@AnalyzeClasses(packages = "io.millrace.pipeline", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    /** What the JSON library declares although the text is in memory. */
    private static final Set<String> HARMLESS =
            Set.of(IOException.class.getName(), Closeable.class.getName(), Serializable.class.getName());

    private static final Set<String> FORBIDDEN_PACKAGES = Set.of(
            "java.io",
            "java.net",
            "java.nio.file",
            "java.nio.channels",
            "java.sql",
            "java.util.concurrent",
            "javax.sql");
    private static final Set<String> FORBIDDEN = Set.of(
            "java.lang.Thread",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.time.Clock",
            "java.time.Instant",
            "java.util.Random",
            "java.util.random.RandomGenerator",
            "java.util.UUID",
            "java.security.SecureRandom");

    @ArchTest
    static final ArchRule pure = noClasses()
            .should()
            .dependOnClassesThat(DescribedPredicate.describe("reach the world outside", ArchitectureTest::isOutside));

    @ArchTest
    static final ArchRule noClock = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule noCircles =
            slices().matching("io.millrace.pipeline.(*)..").should().beFreeOfCycles();

    private static boolean isOutside(JavaClass type) {
        return FORBIDDEN.contains(type.getName())
                || (FORBIDDEN_PACKAGES.contains(type.getPackageName()) && !HARMLESS.contains(type.getName()));
    }
}
