package io.millrace.engine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.engine.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an ordinary user may not read. A child process asks, as another user when the tests run as root. */
class PermissionsIT {
    private static final String NOBODY = "65534";

    @TempDir
    private Path folder;

    private final List<String> command = new ArrayList<>();

    @BeforeEach
    void copyWhatTheChildNeeds() throws Exception {
        List<String> classPath = new ArrayList<>();
        for (Class<?> type : List.of(Contents.class, ManifestOf.class)) {
            Path from = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path copy = folder.resolve("classes-of-" + type.getSimpleName()); // another user may not see the original
            Shell.run("cp -R '%s' '%s'".formatted(from, copy));
            classPath.add(copy.toString());
        }
        Shell.run("chmod -R a+rX '%s'".formatted(folder));
        if ((int) Files.getAttribute(folder, "unix:uid") == 0) {
            assumeThat(isThere("setpriv"))
                    .as("root needs setpriv to become somebody else")
                    .isTrue();
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(":", classPath),
                ManifestOf.class.getName()));
    }

    private static boolean isThere(String program) throws IOException {
        return new ProcessBuilder("sh", "-c", "command -v " + program)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .onExit()
                        .join()
                        .exitValue()
                == 0;
    }

    private String answer(Path path) throws IOException {
        List<String> whole = new ArrayList<>(command);
        whole.add(path.toString());
        Process child = new ProcessBuilder(whole).redirectErrorStream(true).start();
        return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void permissionsRemovedAreSaidAndNeverGuessed() throws Exception {
        Tree tree = Tree.in(folder);
        Shell.run("chmod -R a+rX '%s'".formatted(tree.root()));
        var contents = new Contents(KnownDigests.NONE, TimeSource.SYSTEM, ContentLimits.DEFAULT);
        assertThat(answer(tree.root()))
                .isEqualTo(contents.manifest(tree.root()).digest().hex());
        Path file = tree.path("sub/c.txt").toRealPath();
        Path sub = tree.path("sub").toRealPath();

        Shell.run("chmod a-r '%s'".formatted(file));
        assertThat(answer(tree.root())).startsWith("UNREADABLE no permission to read " + file + ":");
        assertThat(answer(file)).startsWith("UNREADABLE no permission to read " + file + ":");

        Shell.run("chmod a+r '%s' && chmod a-r '%s'".formatted(file, sub));
        assertThat(answer(tree.root())).startsWith("UNREADABLE no permission to read " + sub + ":");
        assertThat(answer(file))
                .as("the file by its name")
                .isEqualTo(contents.manifest(file).digest().hex());

        Shell.run("chmod a+r '%s' && chmod a-x '%s'".formatted(sub, sub));
        assertThat(answer(tree.root())).startsWith("UNREADABLE no permission to read " + file + ":");

        Shell.run("chmod a+rx '%s'".formatted(sub));
        assertThat(answer(tree.root()))
                .isEqualTo(contents.manifest(tree.root()).digest().hex());
    }
}
