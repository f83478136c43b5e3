package io.millrace.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own, in memory; tests that need one are skipped where it cannot be mounted. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mount(Path folder, String size) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + size, "millrace-test", folder.toString()),
                "only root can mount a small disk");
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    void makeReadOnly() throws IOException, InterruptedException {
        assumeTrue(run("mount", "-o", "remount,ro", folder.toString()), "only root can make a disk read-only");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such program here
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (!run("umount", folder.toString()) && !run("umount", "-l", folder.toString())) {
                throw new IOException("cannot unmount " + folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
