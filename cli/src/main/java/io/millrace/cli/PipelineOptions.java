package io.millrace.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that change what a pipeline means. */
final class PipelineOptions {
    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "Set a parameter: NAME everywhere, STEP.NAME in one step, DAG.STEP.NAME in a step of a DAG.")
    Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--disabled",
            paramLabel = "STEP[,STEP]...",
            description = "Steps to skip; replaces the pipeline's own list.")
    String disabled = "";

    @Option(
            names = "--limit",
            paramLabel = "NAME=NUMBER",
            description = "Set a limit that a message names, such as pipeline.max_nodes=200000.")
    Map<String, Integer> limits = new LinkedHashMap<>();
}
