package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code ./millrace} builds what is missing and starts fast, with a build and a JDK that only note what they are told. */
class LauncherTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path root = Path.of("");

    private Path dist = Path.of("");
    private Path jdk = Path.of("");

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void aCheckout() throws IOException {
        dist = root.resolve("cli/target/dist");
        for (String file : List.of("millrace", ".build/jdk.sh")) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.copy(ROOT.resolve(file), root.resolve(file));
        }
        write("pom.xml", "");
        write("cli/pom.xml", "");
        write("cli/src/main/Source.java", "");
        program("build", """
                #!/bin/sh
                cd "$(dirname "$0")"
                echo "$*" >> builds
                test ! -e broken || { echo "[ERROR] Source.java: no"; exit 1; }
                mkdir -p cli/target/dist/lib
                touch cli/target/dist/lib/millrace.jar
                """);
        jdk = newJdk("25.0.1");
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), text);
    }

    private void program(String name, String text) throws IOException {
        write(name, text);
        Files.setPosixFilePermissions(root.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path newJdk(String version) throws IOException {
        String folder = "jdk-" + version + "/";
        program(folder + "bin/javac", "#!/bin/sh\n");
        program(folder + "bin/java", """
                #!/bin/sh
                for word; do
                    case $word in
                    -XX:AOTCacheOutput=*|-XX:ArchiveClassesAtExit=*) test ! -e cannot-train || exit 1
                        echo cache > "${word#*=}"; exit 0 ;;
                    esac
                done
                echo "$*"
                """);
        write(folder + "release", "JAVA_VERSION=\"" + version + "\"\n");
        age(root.resolve(folder + "release"), -3600);
        return root.resolve(folder);
    }

    private static void age(Path file, long seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
    }

    private Result start() throws IOException, InterruptedException {
        return start("version");
    }

    private Result start(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("./millrace", command)
                .directory(root.toFile())
                .redirectOutput(root.resolve("out").toFile())
                .redirectError(root.resolve("err").toFile());
        builder.environment().put("JAVA_HOME", jdk.toString());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(
                process.exitValue(), Files.readString(root.resolve("out")), Files.readString(root.resolve("err")));
    }

    private long builds() throws IOException {
        Path noted = root.resolve("builds");
        return Files.exists(noted) ? Files.readAllLines(noted).size() : 0;
    }

    private List<Path> caches() throws IOException {
        try (var files = Files.list(dist)) {
            return files.filter(file -> file.getFileName().toString().startsWith("classes-"))
                    .toList();
        }
    }

    private Path trained() {
        Conditions.await(() -> !caches().isEmpty() && !Files.exists(dist.resolve("training-text")));
        try {
            return caches().getFirst();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theFirstStartBuildsAndTheNextDoesNot() throws Exception {
        Result first = start();
        assertThat(first.code()).isZero();
        assertThat(first.err()).isEqualTo("Building Millrace: once, about a minute ...\n");
        assertThat(first.out()).contains("lib/millrace.jar").endsWith("io.millrace.cli.Main version\n");
        assertThat(start().err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
        assertThat(root.resolve(".build/lock")).doesNotExist();
    }

    @Test
    void aChangedSourceIsBuiltAndNothingOldStays() throws Exception {
        start();
        Path cache = trained();
        write("cli/target/dist/lib/library-1.0.jar", "");
        age(root.resolve("cli/src/main/Source.java"), 5);
        Result result = start();
        assertThat(result.err()).startsWith("Building Millrace");
        assertThat(builds()).isEqualTo(2);
        assertThat(result.out()).doesNotContain("library-1.0.jar").doesNotContain(cache.toString());
    }

    @Test
    void aBuildThatFailsSaysWhyAndWhereTheRestIs() throws Exception {
        write("broken", "");
        Result result = start();
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("[ERROR] Source.java: no", "millrace: the build failed", ".build/build.log");
        assertThat(root.resolve(".build/lock")).doesNotExist();
        Files.delete(root.resolve("broken"));
        assertThat(start().code()).isZero();
    }

    @Test
    void aBuildThatWasKilledIsNotWaitedFor() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        write(".build/lock/pid", Long.toString(dead.pid()));
        assertThat(start().code()).isZero();
    }

    @Test
    void theSecondStartUsesWhatTheFirstPrepared() throws Exception {
        assertThat(start().out()).doesNotContain("AOTCache");
        Path cache = trained();
        assertThat(start().out()).startsWith("-XX:AOTCache=" + cache + " ");
    }

    @Test
    void eachKindOfCommandHasACacheOfItsOwn() throws Exception {
        start();
        trained();
        for (String command : List.of("run", "server")) {
            assertThat(start(command).out()).doesNotContain("AOTCache");
            Conditions.await(() -> start(command).out().startsWith("-XX:AOTCache="));
        }
        assertThat(caches()).hasSize(3);
    }

    @Test
    void anOlderJdkHasAnotherKindOfCacheOfItsOwn() throws Exception {
        start();
        trained();
        jdk = newJdk("21.0.4");
        assertThat(start().out()).doesNotContain("AOTCache").doesNotContain("SharedArchiveFile");
        Conditions.await(() -> caches().size() == 2 && !Files.exists(dist.resolve("training-text")));
        assertThat(start().out()).startsWith("-XX:SharedArchiveFile=");
    }

    @Test
    void aJdkThatWasReplacedMakesTheCacheStale() throws Exception {
        start();
        Path cache = trained();
        age(jdk.resolve("release"), 60);
        assertThat(start().out()).doesNotContain(cache.toString());
        age(jdk.resolve("release"), -60);
        trained();
        assertThat(start().out()).contains(cache.toString());
    }

    @Test
    void aCacheThatCannotBeMadeIsNoFailure() throws Exception {
        write("cannot-train", "");
        for (int i = 0; i < 2; i++) {
            Result result = start();
            assertThat(result.code()).isZero();
            assertThat(result.err()).doesNotContain("train");
            Conditions.await(() -> !Files.exists(dist.resolve("training-text")));
        }
        assertThat(caches()).isEmpty();
    }

    @Test
    void whatAKilledPreparationLeftDoesNotStopTheNext() throws Exception {
        write("cli/target/dist/training-text/home/x", "");
        age(dist.resolve("training-text"), -3600);
        start();
        assertThat(trained()).exists();
    }
}
