package io.millrace.cli;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An ordinary user without a name, for tests that run as root. */
final class OtherUser {
    private static final int ID = 54321;

    private final Path folder;

    private OtherUser(Path folder) {
        this.folder = folder;
    }

    /** Gives the folder to the user; skips the test unless it is root who runs it. */
    static OtherUser of(Path folder) throws IOException, InterruptedException {
        assumeThat(Files.getAttribute(folder, "unix:uid"))
                .as("skipped: only root can act as another user")
                .isEqualTo(0);
        assumeThat(Files.isExecutable(Path.of("/usr/bin/setpriv")))
                .as("skipped: needs setpriv (Debian package util-linux)")
                .isTrue();
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            assumeThat(Files.getAttribute(above, "unix:mode").toString())
                    .as("skipped: another user cannot enter %s", above)
                    .satisfies(mode -> assumeThat(Integer.parseInt(mode) & 1).isEqualTo(1));
        }
        var user = new OtherUser(folder);
        user.own();
        return user;
    }

    private void own() throws IOException, InterruptedException {
        Process chown = new ProcessBuilder("chown", "-R", ID + ":" + ID, folder.toString()).start();
        assumeThat(chown.waitFor()).isZero();
    }

    /** Starts the program as the user. What root's class path has is copied to where the user can read it. */
    Process start(Cli cli, List<String> args) throws IOException, InterruptedException {
        String classPath = readable();
        own();
        return cli.start(
                List.of("/usr/bin/setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups"),
                classPath,
                List.of(),
                args);
    }

    private String readable() throws IOException {
        Path copies = Files.createDirectories(folder.resolve("class-path"));
        Set<String> entries = new LinkedHashSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isRegularFile(path)) {
                Path copy = copies.resolve(path.getFileName());
                Files.copy(path, copy);
                entries.add(copy.toString());
            } else if (Files.isDirectory(path)) {
                Path copy = copies.resolve("classes-" + entries.size());
                copyAll(path, copy);
                entries.add(copy.toString());
            }
        }
        return String.join(File.pathSeparator, new ArrayList<>(entries));
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
