package io.millrace.client.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A step: a command with what it reads and writes. */
public final class Step extends Node<Step> {
    private final Map<String, Object> env = new LinkedHashMap<>();
    private final Set<String> outputs = new LinkedHashSet<>();
    private final List<Object> extraStorages = new ArrayList<>();
    private final Map<String, Object> options = new LinkedHashMap<>();
    private final Optional<Node<?>> component;

    Step(String name, Optional<Dag> around, Nodes beside, Optional<Node<?>> component) {
        super(name, around, beside);
        this.component = component;
        component.ifPresent(node -> options.put("reference", Map.of("component", node.name())));
    }

    @Override
    Step self() {
        return this;
    }

    /** What {@code sh -c} runs; names of parameters, inputs and outputs in double braces are replaced before. */
    public Step command(String command) {
        options.put("command", command);
        return this;
    }

    /** The image that the step runs in, where steps run in images. */
    public Step image(String image) {
        options.put("docker_env", image);
        return this;
    }

    /** Sets an environment variable. */
    public Step env(String variable, String value) {
        env.put(variable, value);
        return this;
    }

    /** Declares files or folders that it writes. {@link #artifact} hands them on. */
    public Step output(String... names) {
        outputs.addAll(List.of(names));
        return this;
    }

    /** Whether and for how long its result is reused. */
    public Step cache(CacheOptions cache) {
        options.put("cache", cache.form());
        return this;
    }

    /** Sees one more storage. */
    public Step storage(MountedStorage storage) {
        extraStorages.add(storage.form());
        return this;
    }

    /** Tries again when it fails. */
    public Step retry(RetryOptions retry) {
        options.put("retry", retry.form());
        return this;
    }

    /** Ends an attempt that takes longer. */
    public Step timeout(Duration longest) {
        options.put("timeout", Durations.text(longest));
        return this;
    }

    /** Bounds what it uses. */
    public Step resources(Resources resources) {
        options.put("resources", resources.form());
        return this;
    }

    @Override
    boolean offers(String output) {
        return outputs.contains(output)
                || component.map(node -> node.offers(output)).orElse(false);
    }

    @Override
    void ownForm(Map<String, Object> form) {
        form.putAll(options);
        putUnlessEmpty(form, "env", env);
        putUnlessEmpty(form, "extra_fs", extraStorages);
    }

    @Override
    void outputs(Map<String, Object> artifacts) {
        putUnlessEmpty(artifacts, "output", List.copyOf(outputs));
    }
}
