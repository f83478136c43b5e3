package io.millrace.engine.content;

import io.millrace.engine.TimeSource;
import java.nio.file.Path;

/** The program of a child process: prints what a path holds, or why that cannot be told. */
final class ManifestOf {
    private ManifestOf() {}

    public static void main(String[] arguments) {
        var contents = new Contents(KnownDigests.NONE, TimeSource.SYSTEM, ContentLimits.DEFAULT);
        try {
            Manifest manifest = contents.manifest(Path.of(arguments[0]));
            System.out.println(manifest.digest());
        } catch (ContentException e) {
            System.out.println(e.reason() + " " + e.getMessage());
        }
    }
}
