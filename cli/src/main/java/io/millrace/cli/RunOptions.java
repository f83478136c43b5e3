package io.millrace.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that say what of a pipeline runs, and on which folders. */
final class RunOptions {
    @Option(names = "--name", paramLabel = "NAME", description = "Name of the run; default: the pipeline's own.")
    String name = "";

    @Option(
            names = "--fs",
            paramLabel = "NAME=DIR",
            description =
                    "Use the folder as the storage of that name. The main storage is the folder of the pipeline file"
                            + " unless this says otherwise.")
    Map<String, String> storages = new LinkedHashMap<>();

    @Option(names = "--entry", paramLabel = "STEP", description = "Run only this entry point and what it depends on.")
    String entry = "";

    PreparedRun.Wishes wishes(String description) {
        return new PreparedRun.Wishes(name, description, entry, storages);
    }
}
