package io.millrace.store.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.store.ChildJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed while they save. */
class DigestFileKillIT {
    @TempDir
    private Path folder;

    @Test
    void whateverAKillLeavesIsRight() throws Exception {
        Path file = folder.resolve("digests");
        for (int round = 0; round < 6; round++) {
            try (ChildJvm child = ChildJvm.start(SaveForever.class, file.toString())) {
                for (int line = 0; line < 10 + 23 * round; line++) {
                    child.line();
                }
                child.kill();
            }
            var left = new DigestFile(file, 20_000);
            assertThat(DigestFileTest.known(left, 0, SaveForever.LAST)).isPositive();
        }
    }
}
