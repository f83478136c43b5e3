package io.millrace.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Where a new pipeline is. */
final class PipelineSourceOptions {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Pipeline file of this machine, or - for standard input.")
    String file = "";

    @Mixin
    PipelineStorageOptions storage = new PipelineStorageOptions();
}
