package io.millrace.client.pipeline;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A step or a DAG of a pipeline that is being written. Every method that says something about the node returns the node.
 *
 * @param <N> the kind of node
 */
public abstract sealed class Node<N extends Node<N>> permits Step, Dag {
    private final String name;
    private final Optional<Dag> around;
    private final Nodes beside;
    private final Set<String> deps = new LinkedHashSet<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Map<String, String> inputs = new LinkedHashMap<>();
    private Optional<Object> loop = Optional.empty();
    private Optional<String> condition = Optional.empty();

    Node(String name, Optional<Dag> around, Nodes beside) {
        this.name = name;
        this.around = around;
        this.beside = beside;
    }

    abstract N self();

    /** The name, unique among siblings. */
    public final String name() {
        return name;
    }

    /**
     * Waits for siblings to end. Nodes whose artifacts or parameters are used are waited for anyway.
     *
     * @throws IllegalArgumentException when one of them is no sibling
     */
    public final N after(Node<?>... nodes) {
        for (Node<?> node : nodes) {
            requireSibling(node, "wait for '%s'".formatted(node.name));
            deps.add(node.name);
        }
        return self();
    }

    /** Sets a parameter to a text, which may hold templates such as <code>{{PF_RUN_ID}}</code>. */
    public final N parameter(String parameter, String value) {
        parameters.put(parameter, value);
        return self();
    }

    /** Sets a parameter to a number. */
    public final N parameter(String parameter, Number value) {
        parameters.put(parameter, value);
        return self();
    }

    /** Sets a parameter to a list of texts, numbers and lists of those. */
    public final N parameter(String parameter, List<?> value) {
        parameters.put(parameter, List.copyOf(value));
        return self();
    }

    /**
     * Sets a parameter to the value that another node has.
     *
     * @throws IllegalArgumentException when the other node is neither a sibling nor the DAG around
     */
    public final N parameter(String parameter, Parameter value) {
        parameters.put(parameter, value.usedBy(this));
        return self();
    }

    /** Declares a parameter with a type, which values of requests must fit; {@code initial} is its value without one. */
    public final N parameter(String parameter, ParameterType type, Object initial) {
        Map<String, Object> typed = new LinkedHashMap<>();
        typed.put("type", type.word());
        typed.put("default", initial);
        parameters.put(parameter, typed);
        return self();
    }

    /** The value of one of this node's parameters, for its siblings. */
    public final Parameter parameterOf(String parameter) {
        return new Parameter(this, parameter, false);
    }

    /**
     * Reads an artifact: its path is <code>{{input}}</code> in the command of a step.
     *
     * @throws IllegalArgumentException when it belongs neither to a sibling nor to the DAG around
     */
    public final N input(String input, Artifact artifact) {
        inputs.put(input, artifact.usedBy(this));
        return self();
    }

    /** Declares an input that those who refer to this component fill. */
    public final N input(String input) {
        inputs.put(input, "");
        return self();
    }

    /**
     * An output of this node, for its siblings.
     *
     * @throws IllegalArgumentException when it declares no such output
     */
    public final Artifact artifact(String output) {
        if (!offers(output)) {
            throw new IllegalArgumentException("'%s' declares no output '%s'".formatted(name, output));
        }
        return new Artifact(this, output, false);
    }

    abstract boolean offers(String output);

    /** Runs once for each element: texts, numbers, and lists of those. */
    public final N loop(List<?> elements) {
        loop = Optional.of(List.copyOf(elements));
        return self();
    }

    /** Runs once for each element of the list in one of its own parameters, or in the file that one of its inputs is. */
    public final N loopOver(String parameterOrInput) {
        loop = Optional.of(Template.of(parameterOrInput));
        return self();
    }

    /** Runs only when an expression over its own parameters and inputs is true; else it is skipped. */
    public final N when(String expression) {
        condition = Optional.of(expression);
        return self();
    }

    final boolean isInside(Dag dag) {
        return around.filter(dag::equals).isPresent();
    }

    final String templateOfSibling(Node<?> owner, String what) {
        requireSibling(owner, "use '%s' of '%s'".formatted(what, owner.name));
        deps.add(owner.name);
        return Template.of(owner.name, what);
    }

    final String templateOfParent(Node<?> owner, String what) {
        if (around.filter(owner::equals).isEmpty()) {
            throw new IllegalArgumentException("'%s' cannot use what '%s' hands to its children: it is not one of them"
                    .formatted(name, owner.name));
        }
        return Template.of("PF_PARENT", what);
    }

    private void requireSibling(Node<?> node, String what) {
        if (node == this || node.beside != beside || !beside.areSiblings()) {
            throw new IllegalArgumentException(
                    "'%s' cannot %s: they are not beside each other; hand it on through the DAGs between"
                            .formatted(name, what));
        }
    }

    /** The node as the language has it. */
    final Map<String, Object> form() {
        Map<String, Object> form = new LinkedHashMap<>();
        if (!deps.isEmpty()) {
            form.put("deps", String.join(", ", deps));
        }
        condition.ifPresent(text -> form.put("condition", text));
        loop.ifPresent(elements -> form.put("loop_argument", elements));
        ownForm(form);
        putUnlessEmpty(form, "parameters", parameters);
        Map<String, Object> artifacts = new LinkedHashMap<>();
        putUnlessEmpty(artifacts, "input", inputs);
        outputs(artifacts);
        putUnlessEmpty(form, "artifacts", artifacts);
        return form;
    }

    abstract void ownForm(Map<String, Object> form);

    abstract void outputs(Map<String, Object> artifacts);

    static void putUnlessEmpty(Map<String, Object> form, String key, Map<?, ?> map) {
        if (!map.isEmpty()) {
            form.put(key, map);
        }
    }

    static void putUnlessEmpty(Map<String, Object> form, String key, Collection<?> list) {
        if (!list.isEmpty()) {
            form.put(key, list);
        }
    }
}
