package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryIT {
    @TempDir
    Path folder;

    private void opening(Path temporary, String expected) throws Exception {
        try (ChildJvm child =
                ChildJvm.start(OpenFrom.class, folder.resolve("millrace.db").toString(), temporary.toString())) {
            assertThat(child.rest()).singleElement().asString().contains(expected);
        }
    }

    @Test
    void aTemporaryFolderThatCannotBeUsedIsNamedWithoutAStackTrace() throws Exception {
        opening(folder, "opened");
        Path missing = folder.resolve("missing");
        opening(missing, "cannot load SQLite through the temporary folder " + missing + ": it needs 2 MB of room");
    }

    @Test
    void aFullTemporaryFolderIsNamedWithoutAStackTrace() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "100k")) {
            opening(disk.folder(), "cannot load SQLite through the temporary folder " + disk.folder());
        }
    }
}
