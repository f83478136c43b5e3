package io.millrace.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTreeTest {
    @TempDir
    Path folder = Path.of("");

    private Path root = Path.of("");
    private Path outside = Path.of("");

    @BeforeEach
    void make() throws IOException {
        root = Files.createDirectories(folder.resolve("storage"));
        outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("precious"), "12345");
        Files.createDirectories(root.resolve("sub/run/deep/er"));
        Files.writeString(root.resolve("sub/run/deep/er/file"), "123");
        Files.writeString(root.resolve("sub/beside"), "");
    }

    private FileTree tree(String path) {
        return new FileTree(root, Path.of(path));
    }

    @Test
    void everythingInItGoesAndNothingBeside() throws IOException {
        Files.createSymbolicLink(root.resolve("sub/run/link"), outside);
        Files.createSymbolicLink(root.resolve("sub/run/deep/broken"), Path.of("nowhere"));
        assertThat(tree("sub/run").bytes()).as("links count nothing").isEqualTo(3);
        tree("sub/run").remove();
        assertThat(root.resolve("sub/run")).doesNotExist();
        assertThat(root.resolve("sub/beside")).exists();
        assertThat(outside.resolve("precious")).exists();
    }

    @Test
    void aTreeThatIsALinkIsOnlyThat() throws IOException {
        Files.createSymbolicLink(root.resolve("sub/other"), outside);
        assertThat(tree("sub/other").bytes()).isZero();
        tree("sub/other").remove();
        assertThat(Files.isSymbolicLink(root.resolve("sub/other"))).isFalse();
        assertThat(outside.resolve("precious")).exists();
    }

    @Test
    void aWayThatLeadsOutIsRefused() throws IOException {
        Files.createDirectories(outside.resolve("run"));
        Files.createSymbolicLink(root.resolve("away"), outside);
        assertThatThrownBy(() -> tree("away/run").remove())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leads out of");
        assertThat(outside.resolve("run")).exists();
    }

    @Test
    void aWayOverALinkInsideIsFollowed() throws IOException {
        Files.createSymbolicLink(root.resolve("short"), Path.of("sub"));
        tree("short/run").remove();
        assertThat(root.resolve("sub/run")).doesNotExist();
        assertThat(root.resolve("short")).exists();
    }

    @Test
    void foldersThatNobodyMayWriteToGoToo() throws IOException {
        Path locked = root.resolve("sub/run/deep/er");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-x------"));
        Files.setPosixFilePermissions(root.resolve("sub/run"), PosixFilePermissions.fromString("---------"));
        tree("sub/run").remove();
        assertThat(root.resolve("sub/run")).doesNotExist();
    }

    @Test
    void whatIsNotThereIsGone() throws IOException {
        tree("sub/nothing").remove();
        tree("no/such/folder").remove();
        new FileTree(folder.resolve("unmounted"), Path.of("run")).remove();
        assertThat(tree("no/such/folder").bytes()).isZero();
        assertThat(root.resolve("sub/run")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../outside", "sub/../..", "", ".", "/etc"})
    void onlyPathsInsideNameATree(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> tree(path));
    }
}
