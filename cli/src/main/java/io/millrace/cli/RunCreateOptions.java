package io.millrace.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a run of a server is made of. */
final class RunCreateOptions {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "Pipeline file of this machine, or - for standard input.")
    String file = "";

    @Option(names = "--path", paramLabel = "PATH", description = "Pipeline file in the storage instead.")
    String path = "";

    @Option(names = "--pipeline", paramLabel = "PIPELINE", description = "Pipeline that the server keeps instead.")
    String pipeline = "";

    @Option(names = "--version", paramLabel = "N", description = "Version of it. Default: the newest.")
    String version = "";

    @Option(names = "--fs", paramLabel = "STORAGE", description = "Main storage, which holds the artifacts.")
    String storage = "";

    @Option(names = "--user", paramLabel = "USER", description = "Owner of the storage; for root.")
    String user = "";

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the run. Default: the pipeline's.")
    String name = "";

    @Option(names = "--desc", paramLabel = "TEXT", description = "A description for yourself.")
    String description = "";

    @Option(names = "--entry", paramLabel = "STEP", description = "Run only this entry point and what it depends on.")
    String entry = "";

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "Set a parameter: NAME everywhere, STEP.NAME in one step.")
    Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--disabled", paramLabel = "STEP[,STEP]...", description = "Steps to skip.")
    String disabled = "";

    @Option(names = "--image", paramLabel = "IMAGE", description = "Image of steps that name none.")
    String image = "";

    @Option(
            names = "--failure",
            paramLabel = "fail_fast|continue",
            description = "What becomes of the run when a step fails.")
    String failure = "";

    @Option(names = "--watch", description = "Show how it goes, until it is over.")
    boolean watch;
}
