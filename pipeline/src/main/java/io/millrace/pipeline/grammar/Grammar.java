package io.millrace.pipeline.grammar;

import java.util.List;

/** The language's maps and their keys. */
public final class Grammar {
    /** Form of a pipeline's name. */
    public static final String PIPELINE_NAME = "^[A-Za-z_][A-Za-z0-9_-]{0,127}$";
    /** Form of the name of a step or DAG. */
    public static final String NODE_NAME = "^[a-zA-Z][a-zA-Z0-9-]{0,29}$";
    /** Form of the name of a parameter, an artifact or an environment variable. */
    public static final String VARIABLE_NAME = "^[A-Za-z_][A-Za-z0-9_]{0,49}$";

    private static final Form TEXT = new Form.Text("");
    private static final Form ENV_VALUE = new Form.Either(List.of(TEXT, new Form.Numeric()));
    private static final Form DURATION = new Form.Either(List.of(TEXT, new Form.Whole()));
    private static final Form PARAMETERS = new Form.Named(VARIABLE_NAME, new Form.ParameterValue());
    private static final Form NODES = new Form.Named(NODE_NAME, new Form.StepOrDag());
    private static final Form INPUTS = new Form.Named(VARIABLE_NAME, TEXT);

    public static final KeyTable FS_SCOPE = KeyTable.of(
            "fs_scope",
            "an item of fs_scope",
            Key.of("name", TEXT, "A storage that the step has: main_fs or one of its extra_fs."),
            Key.of("path", TEXT, "Paths from the storage's root, separated by commas; default: all of it.", "paths"));

    public static final KeyTable CACHE = KeyTable.of(
            "cache",
            "cache",
            Key.of("enable", new Form.Bool(), "Whether results may be reused; default: false.", "enabled"),
            Key.of(
                            "max_expired_time",
                            new Form.Either(List.of(new Form.Whole(), TEXT)),
                            "Seconds for which a result may be reused; default: -1, for ever.",
                            "ttl",
                            "expire")
                    .json("maxExpiredTime"),
            Key.of(
                    "strategy",
                    new Form.Choice(List.of("content", "conservative"), false),
                    "Whether files are compared by content or by modification time; default: content."),
            Key.of(
                            "fs_scope",
                            new Form.ListOf(new Form.Keys(FS_SCOPE)),
                            "Files whose change makes earlier results unusable.")
                    .json("fsScope"));

    public static final KeyTable MOUNT = KeyTable.of(
            "mount",
            "a storage",
            Key.of("name", TEXT, "Name of the storage."),
            Key.of("mount_path", TEXT, "Where steps see it; default: chosen by the executor.", "path")
                    .json("mountPath"),
            Key.of("sub_path", TEXT, "Folder of the storage that is mounted; default: all of it.", "subdir")
                    .json("subPath"),
            Key.of("read_only", new Form.Bool(), "Whether steps may only read; default: false.", "readonly", "ro")
                    .json("readOnly"));

    private static final Form MOUNTS = new Form.ListOf(new Form.Keys(MOUNT));

    public static final KeyTable FS_OPTIONS = KeyTable.of(
            "fs_options",
            "fs_options",
            Key.of("main_fs", new Form.Keys(MOUNT), "The storage for artifacts and the working directory.")
                    .json("mainFS"),
            Key.of("extra_fs", MOUNTS, "Further storages for every step.").json("extraFS"));

    public static final KeyTable FAILURE_OPTIONS = KeyTable.of(
            "failure_options",
            "failure_options",
            Key.of(
                    "strategy",
                    new Form.Choice(List.of("fail_fast", "continue"), false),
                    "What a failed step means for the others; default: fail_fast."));

    public static final KeyTable REFERENCE = KeyTable.of(
            "reference", "reference", Key.of("component", TEXT, "Name of an entry of components.", "name", "ref"));

    public static final KeyTable STEP_ARTIFACTS = KeyTable.of(
            "step_artifacts",
            "artifacts",
            Key.of("input", INPUTS, "Artifacts to read, each '{{step.artifact}}'.", "inputs", "in"),
            Key.of(
                    "output",
                    new Form.Either(List.of(new Form.ListOf(TEXT), new Form.Named(VARIABLE_NAME, new Form.Text("^$")))),
                    "Names of the artifacts that the step writes.",
                    "outputs",
                    "out"));

    public static final KeyTable DAG_ARTIFACTS = KeyTable.of(
            "dag_artifacts",
            "artifacts",
            Key.of("input", INPUTS, "Artifacts to read, each '{{step.artifact}}'.", "inputs", "in"),
            Key.of(
                    "output",
                    new Form.Named(VARIABLE_NAME, TEXT),
                    "Artifacts of children to hand out, each '{{child.artifact}}'.",
                    "outputs",
                    "out"));

    public static final KeyTable RETRY = KeyTable.of(
            "retry",
            "retry",
            Key.of("max_attempts", new Form.Whole(), "Attempts in all, 1 to 100.", "attempts", "limit", "max")
                    .json("maxAttempts")
                    .required(),
            Key.of("backoff", DURATION, "Wait before the second attempt, doubled each time; default: 1s.", "delay"),
            Key.of("max_backoff", DURATION, "Longest wait; default: 5m.", "max_delay")
                    .json("maxBackoff"),
            Key.of(
                    "on",
                    new Form.ListOf(new Form.Whole()),
                    "Exit codes after which to try again; default: every failure.",
                    "exit_codes",
                    "codes"));

    private static final Form QUANTITY = new Form.Either(List.of(new Form.Numeric(), TEXT));

    public static final KeyTable RESOURCES = KeyTable.of(
            "resources",
            "resources",
            Key.of("cpu", QUANTITY, "Cores, for example 2, 0.5 or 500m.", "cpus", "cores"),
            Key.of("memory", QUANTITY, "Bytes, or text such as 512Mi or 2Gi.", "mem", "ram"),
            Key.of("gpu", new Form.Whole(), "Devices.", "gpus"));

    private static final Key DEPS = Key.of(
            "deps",
            TEXT,
            "Siblings that must end first, separated by commas.",
            "dependencies",
            "depends_on",
            "depends",
            "depend",
            "dependency",
            "needs",
            "requires",
            "after",
            "run_after",
            "upstream");
    private static final Key PARAMETER_KEY = Key.of(
            "parameters", PARAMETERS, "Values for templates, by name.", "params", "args", "arguments", "with", "vars");
    private static final Key CONDITION = Key.of(
            "condition",
            TEXT,
            "Expression; when false, the node is skipped.",
            "conditions",
            "when",
            "if",
            "only_if",
            "run_if");
    private static final Key LOOP = Key.of(
                    "loop_argument",
                    new Form.Loop(),
                    "List to run once an element for.",
                    "loop",
                    "foreach",
                    "for_each",
                    "for",
                    "with_items",
                    "with_param")
            .json("loopArgument");
    private static final Key NAME = Key.of("name", new Form.Anything(), "Ignored: the node's key is its name.");

    public static final KeyTable STEP = KeyTable.of(
            "step",
            "a step",
            Key.of("command", TEXT, "Command for sh.", "cmd", "run", "script", "commands", "shell", "exec"),
            Key.of(
                            "docker_env",
                            TEXT,
                            "Image to run in; default: the pipeline's.",
                            "image",
                            "container",
                            "docker_image")
                    .json("dockerEnv"),
            DEPS,
            PARAMETER_KEY,
            Key.of(
                    "env",
                    new Form.Named(VARIABLE_NAME, ENV_VALUE),
                    "Environment variables.",
                    "environment",
                    "envs",
                    "env_vars"),
            Key.of("artifacts", new Form.Keys(STEP_ARTIFACTS), "Artifacts to read and to write.", "artefacts"),
            Key.of("cache", new Form.Keys(CACHE), "Reuse of results; default: the pipeline's."),
            CONDITION,
            LOOP,
            Key.of("reference", new Form.Keys(REFERENCE), "Takes the step from components.", "component", "uses"),
            Key.of("extra_fs", MOUNTS, "Further storages, before the pipeline's.", "volumes", "mounts")
                    .json("extraFS"),
            Key.of("type", new Form.Choice(List.of("", "step"), true), "The word step; says nothing new."),
            NAME,
            Key.of(
                    "retry",
                    new Form.Keys(RETRY),
                    "Further attempts after a failure; default: none.",
                    "retries",
                    "retry_strategy",
                    "retry_policy"),
            Key.of(
                    "timeout",
                    DURATION,
                    "Longest time for one attempt, for example 90s or 2h; default: none.",
                    "time_limit",
                    "deadline",
                    "active_deadline_seconds",
                    "timeout_seconds"),
            Key.of("resources", new Form.Keys(RESOURCES), "What the step needs.", "limits", "requests"),
            Key.of("flavour", TEXT, "Value of PF_JOB_FLAVOUR.").jsonOnly("flavour"),
            Key.of("queue", TEXT, "Value of PF_JOB_QUEUE_NAME.").jsonOnly("queue"),
            Key.of("job_type", TEXT, "Value of PF_JOB_TYPE.").jsonOnly("jobType"));

    public static final KeyTable DAG = KeyTable.of(
            "dag",
            "a DAG",
            DEPS,
            PARAMETER_KEY,
            Key.of("artifacts", new Form.Keys(DAG_ARTIFACTS), "Artifacts to read and to hand out.", "artefacts"),
            CONDITION,
            LOOP,
            Key.of("entry_points", NODES, "The children.", "steps", "tasks", "nodes", "jobs", "children")
                    .json("entryPoints")
                    .required(),
            Key.of("type", new Form.Choice(List.of("", "dag"), true), "The word dag; says nothing new."),
            NAME);

    public static final KeyTable PIPELINE = KeyTable.of(
            "pipeline",
            "a pipeline",
            Key.of("name", new Form.Text(PIPELINE_NAME), "Name of the pipeline; part of artifact paths."),
            Key.of("docker_env", TEXT, "Image for the steps that name none.", "image", "container", "docker_image")
                    .json("dockerEnv"),
            Key.of("entry_points", NODES, "The steps and DAGs.", "steps", "tasks", "nodes", "jobs", "stages")
                    .json("entryPoints")
                    .required(),
            Key.of("components", NODES, "Steps and DAGs to be referenced.", "templates"),
            Key.of(
                            "post_process",
                            new Form.Named(NODE_NAME, new Form.Step()),
                            "One step that runs at the end, whatever happened.",
                            "finally",
                            "on_exit",
                            "exit_handler",
                            "after")
                    .json("postProcess"),
            Key.of("cache", new Form.Keys(CACHE), "Reuse of results for the steps that say nothing else."),
            Key.of(
                    "parallelism",
                    new Form.Numeric(),
                    "Steps that run at a time, 1 to 20; default: 10.",
                    "concurrency",
                    "max_parallel",
                    "max_concurrency"),
            Key.of("disabled", TEXT, "Nodes to skip, separated by commas.", "skip", "disable"),
            Key.of(
                            "failure_options",
                            new Form.Keys(FAILURE_OPTIONS),
                            "What a failure means for the rest.",
                            "on_failure")
                    .json("failureOptions"),
            Key.of("fs_options", new Form.Keys(FS_OPTIONS), "Storages.", "volumes", "storage")
                    .json("fsOptions"),
            Key.of("flavour", TEXT, "PF_JOB_FLAVOUR of steps that name none.").jsonOnly("flavour"),
            Key.of("queue", TEXT, "PF_JOB_QUEUE_NAME of steps that name none.").jsonOnly("queue"),
            Key.of("job_type", TEXT, "PF_JOB_TYPE of steps that name none.").jsonOnly("jobType"),
            Key.of("env", new Form.Named(VARIABLE_NAME, ENV_VALUE), "Environment of every step.")
                    .jsonOnly("env"),
            Key.of("username", TEXT, "Ignored.").jsonOnly("username"),
            Key.of("description", TEXT, "Ignored.").jsonOnly("description"));

    private Grammar() {}

    /** All tables, the outermost first. */
    public static List<KeyTable> tables() {
        return List.of(
                PIPELINE,
                STEP,
                DAG,
                STEP_ARTIFACTS,
                DAG_ARTIFACTS,
                REFERENCE,
                CACHE,
                FS_SCOPE,
                FS_OPTIONS,
                MOUNT,
                FAILURE_OPTIONS,
                RETRY,
                RESOURCES);
    }
}
