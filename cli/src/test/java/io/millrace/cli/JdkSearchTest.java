package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code ./build} and {@code ./millrace} find a JDK. */
class JdkSearchTest {
    private static final Path SCRIPT =
            Path.of("..", ".build", "jdk.sh").toAbsolutePath().normalize();

    @TempDir
    Path root = Path.of("");

    private record Result(int code, String out, String err) {}

    private Path jdk(String folder, String version) throws IOException {
        Path home = root.resolve(folder);
        Files.createDirectories(home.resolve("bin"));
        for (String tool : new String[] {"java", "javac"}) {
            Files.writeString(home.resolve("bin").resolve(tool), "#!/bin/sh\nexit 1\n");
            Files.setPosixFilePermissions(
                    home.resolve("bin").resolve(tool), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private Result find(Map<String, String> env) throws IOException, InterruptedException {
        Path out = root.resolve("out");
        Path err = root.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", "-c", "set -eu; . \"$1\"; find_jdk; echo \"$JAVA_HOME\"", "sh", SCRIPT.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", "/usr/bin:/bin", "HOME", root.resolve("a home").toString()));
        builder.environment().put("MILLRACE_ROOT", root.toString());
        builder.environment().putAll(env);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8).trim(),
                Files.readString(err, StandardCharsets.UTF_8).trim());
    }

    private Map<String, String> pathWith(Path jdk) {
        return Map.of("PATH", jdk.resolve("bin") + ":/usr/bin:/bin");
    }

    @Test
    void javaHomeWinsWhenItIsNewEnough() throws Exception {
        jdk("usr/lib/jvm/temurin-25", "25.0.1");
        Path wanted = jdk("my jdk", "21");
        assertThat(find(Map.of("JAVA_HOME", wanted.toString())).out()).isEqualTo(wanted.toString());
    }

    @Test
    void anOldJavaHomeIsPassedOver() throws Exception {
        Path newest = jdk("usr/lib/jvm/temurin-25", "25.0.1");
        Path old = jdk("usr/lib/jvm/openjdk-17", "17.0.15");
        assertThat(find(Map.of("JAVA_HOME", old.toString())).out()).isEqualTo(newest.toString());
    }

    @Test
    void theJavaOfThePathComesBeforeTheFolders() throws Exception {
        jdk("usr/lib/jvm/temurin-25", "25.0.1");
        Path onPath = jdk("elsewhere", "22.0.1");
        assertThat(find(pathWith(onPath)).out()).isEqualTo(onPath.toRealPath().toString());
    }

    @Test
    void theNewestOfTheFoldersIsTaken() throws Exception {
        Path old = jdk("old", "17.0.1");
        jdk("usr/lib/jvm/temurin-21", "21.0.4");
        Path newest = jdk("a home/.sdkman/candidates/java/25 ea", "25");
        jdk("opt/jdk-24", "24.0.2");
        assertThat(find(pathWith(old)).out()).isEqualTo(newest.toString());
    }

    @Test
    void aRuntimeWithoutCompilerDoesNotCount() throws Exception {
        Path old = jdk("old", "17.0.1");
        Files.delete(jdk("usr/lib/jvm/jre-25", "25").resolve("bin/javac"));
        Path full = jdk("usr/lib/jvm/jdk-21", "21");
        assertThat(find(pathWith(old)).out()).isEqualTo(full.toString());
    }

    @Test
    void nothingNewEnoughIsOneLineThatHelps() throws Exception {
        Path old = jdk("usr/lib/jvm/openjdk-17", "17.0.15");
        Result result = find(pathWith(old));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err())
                .contains("no JDK 21 or newer")
                .contains("install")
                .contains("JAVA_HOME");
    }
}
