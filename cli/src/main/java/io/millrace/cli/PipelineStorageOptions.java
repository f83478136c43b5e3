package io.millrace.cli;

import picocli.CommandLine.Option;

/** A pipeline file in a storage, and what is noted about it. */
final class PipelineStorageOptions {
    @Option(names = "--fs", paramLabel = "STORAGE", description = "Storage that holds the file instead.")
    String storage = "";

    @Option(names = "--path", paramLabel = "PATH", description = "The file in that storage. Default: run.yaml.")
    String path = "";

    @Option(names = "--user", paramLabel = "USER", description = "Owner of the storage; for root.")
    String user = "";

    @Option(names = "--desc", paramLabel = "TEXT", description = "A description for people.")
    String description = "";
}
