package io.millrace.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which pipeline gets a new version, and where that is. */
final class PipelineUpdateOptions {
    @Parameters(index = "0", paramLabel = "PIPELINE", description = "Id of the pipeline.")
    String pipeline = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Pipeline file of this machine, or - for standard input.")
    String file = "";

    @Mixin
    PipelineStorageOptions storage = new PipelineStorageOptions();
}
