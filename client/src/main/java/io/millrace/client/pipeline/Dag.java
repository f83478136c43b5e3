package io.millrace.client.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A node that holds nodes. What children need from outside is handed in, and what others need is offered. */
public final class Dag extends Node<Dag> {
    private static final String ELEMENT = "PF_LOOP_ARGUMENT";

    private final Nodes children;
    private final Map<String, String> outputs = new LinkedHashMap<>();

    Dag(String name, Optional<Dag> around, Nodes beside) {
        super(name, around, beside);
        this.children = Nodes.siblings("DAG '" + name + "'", beside.referable());
    }

    @Override
    Dag self() {
        return this;
    }

    /** A new step inside. */
    public Step step(String name) {
        return children.step(name, Optional.of(this));
    }

    /**
     * A new step inside that runs as a component.
     *
     * @throws IllegalArgumentException when the pipeline has no such component
     */
    public Step step(String name, Node<?> component) {
        return children.reference(name, Optional.of(this), component);
    }

    /** A new DAG inside. */
    public Dag dag(String name) {
        return children.dag(name, Optional.of(this));
    }

    /** One of this DAG's inputs, for its children. */
    public Artifact handedIn(String input) {
        return new Artifact(this, input, true);
    }

    /** The value of one of this DAG's parameters, for its children. */
    public Parameter handedDown(String parameter) {
        return new Parameter(this, parameter, true);
    }

    /** The element that an iteration of this DAG is for, for its children. */
    public Parameter element() {
        return new Parameter(this, ELEMENT, true);
    }

    /**
     * Offers an output of a child to this DAG's siblings, under a name.
     *
     * @throws IllegalArgumentException when it belongs to no child
     */
    public Dag output(String name, Artifact ofChild) {
        outputs.put(name, ofChild.offeredBy(this));
        return this;
    }

    @Override
    boolean offers(String output) {
        return outputs.containsKey(output);
    }

    @Override
    void ownForm(Map<String, Object> form) {
        form.put("entry_points", children.form());
    }

    @Override
    void outputs(Map<String, Object> artifacts) {
        putUnlessEmpty(artifacts, "output", outputs);
    }
}
