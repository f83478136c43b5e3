package io.millrace.engine.core;

import io.millrace.pipeline.plan.Mount;
import io.millrace.pipeline.plan.PlanStep;
import io.millrace.pipeline.plan.SystemVariable;
import io.millrace.pipeline.plan.Template;
import io.millrace.pipeline.plan.Template.Ref;
import io.millrace.pipeline.plan.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Puts together what an executor gets for a step. */
final class JobSpecs {
    /** A shell named in front of an unquoted command is dropped: the executor brings its own. */
    private static final Pattern OWN_SHELL = Pattern.compile("^\\s*(?:bash|sh) -c\\s+(?=[^'\"\\s])");

    private final RunState run;
    private final Bindings bindings;

    JobSpecs(RunState run) {
        this.run = run;
        this.bindings = new Bindings(run);
    }

    JobSpec of(StepRun step) {
        PlanStep plan = step.step;
        Map<String, String> inputs = new LinkedHashMap<>();
        for (String name : plan.head().inputs().keySet()) {
            inputs.put(name, seenByJob(bindings.input(step.group, name)));
        }
        Map<String, String> outputs = new LinkedHashMap<>();
        for (String name : plan.outputs()) {
            outputs.put(name, seenByJob(List.of(bindings.output(step, name))));
        }
        Map<String, Value> parameters = bindings.parameters(step);
        String command = command(step, parameters, inputs, outputs);
        Map<String, String> env = env(step, parameters, inputs, outputs);
        List<JobMount> mounts = mounts(plan);
        Optional<String> workDir = workDir(mounts, command, env);
        workDir.ifPresent(path -> env.put("PF_WORK_DIR", path));
        return new JobSpec(
                Names.job(run.id(), step),
                plan.name().text(),
                command,
                env,
                secrets(step, env),
                mounts,
                workDir,
                plan.outputs().stream().map(name -> bindings.output(step, name)).toList(),
                plan.image(),
                step.demand.resources());
    }

    /** The command with names replaced by what the maps say. */
    String command(
            StepRun step, Map<String, Value> parameters, Map<String, String> inputs, Map<String, String> outputs) {
        return OWN_SHELL
                .matcher(text(step.step.command(), step, parameters, inputs, outputs))
                .replaceFirst("");
    }

    /** The variables that the definition of the step sets. */
    Map<String, String> ownEnv(StepRun step, Map<String, Value> parameters) {
        Map<String, String> env = new LinkedHashMap<>();
        step.step.env().forEach((name, value) -> {
            if (secret(value).isEmpty()) {
                env.put(name, text(value, step, parameters, Map.of(), Map.of()));
            }
        });
        return env;
    }

    /** The variables that the definition of the step sets to secrets, with the names of these. */
    static Map<String, String> secrets(StepRun step) {
        Map<String, String> secrets = new LinkedHashMap<>();
        step.step
                .env()
                .forEach((variable, value) -> secret(value).ifPresent(secret -> secrets.put(variable, secret.name())));
        return secrets;
    }

    private static Optional<Ref.Secret> secret(Template value) {
        return value.parts().size() == 1 && value.parts().getFirst() instanceof Ref.Secret secret
                ? Optional.of(secret)
                : Optional.empty();
    }

    /** Variables that a job gets anyway are not for secrets. */
    private Map<String, SecretRef> secrets(StepRun step, Map<String, String> env) {
        Map<String, SecretRef> secrets = new LinkedHashMap<>();
        secrets(step).forEach((variable, name) -> {
            if (!env.containsKey(variable)) {
                secrets.put(variable, new SecretRef(run.input().user(), name));
            }
        });
        return secrets;
    }

    String seenByJob(List<String> paths) {
        return String.join(
                ",",
                paths.stream().map(path -> Names.seenByJob(run.input(), path)).toList());
    }

    private Map<String, String> env(
            StepRun step, Map<String, Value> parameters, Map<String, String> inputs, Map<String, String> outputs) {
        Map<String, String> env = ownEnv(step, parameters);
        for (SystemVariable variable : SystemVariable.values()) {
            env.put(variable.name(), bindings.system(step, variable));
        }
        inputs.forEach((name, path) -> env.put("PF_INPUT_ARTIFACT_" + name.toUpperCase(Locale.ROOT), path));
        outputs.forEach((name, path) -> env.put("PF_OUTPUT_ARTIFACT_" + name.toUpperCase(Locale.ROOT), path));
        return env;
    }

    private String text(
            Template template,
            StepRun step,
            Map<String, Value> parameters,
            Map<String, String> inputs,
            Map<String, String> outputs) {
        return template.resolve(ref -> switch (ref) {
                    case Ref.SystemValue(SystemVariable variable) -> new Value.Text(bindings.system(step, variable));
                    case Ref.Own(String name) -> own(name, parameters, inputs, outputs);
                    case Ref.Upstream upstream -> throw misplaced(step, upstream);
                    case Ref.Parent parent -> throw misplaced(step, parent);
                    case Ref.ParentLoop parent -> throw misplaced(step, parent);
                    case Ref.Secret secret -> throw misplaced(step, secret);
                })
                .text();
    }

    private static Value own(
            String name, Map<String, Value> parameters, Map<String, String> inputs, Map<String, String> outputs) {
        Value value = parameters.get(name);
        if (value != null) {
            return value;
        }
        String path = inputs.containsKey(name) ? inputs.get(name) : outputs.get(name);
        if (path == null) {
            throw new IllegalStateException("a checked plan names '" + name + "', which does not exist");
        }
        return new Value.Text(path);
    }

    private IllegalStateException misplaced(StepRun step, Ref ref) {
        return new IllegalStateException(
                run.id() + " " + step.path() + ": a checked plan has " + ref + " in env or command");
    }

    List<JobMount> mounts(PlanStep plan) {
        List<Mount> mounts = new ArrayList<>();
        run.input().plan().mainFs().ifPresent(mounts::add);
        mounts.addAll(plan.extraFs());
        return mounts.stream().map(this::mount).toList();
    }

    private JobMount mount(Mount mount) {
        return new JobMount(
                mount.storage(),
                run.input().storage(mount.storage()).location(),
                mount.subPath(),
                run.input().pathOf(mount),
                !mount.mountPath().isEmpty(),
                mount.readOnly());
    }

    private static Optional<String> workDir(List<JobMount> mounts, String command, Map<String, String> env) {
        boolean wanted = !command.isEmpty() && !"NONE".equalsIgnoreCase(env.getOrDefault("PF_MOUNT_PATH", ""));
        return wanted ? mounts.stream().findFirst().map(JobMount::mountPath) : Optional.empty();
    }
}
