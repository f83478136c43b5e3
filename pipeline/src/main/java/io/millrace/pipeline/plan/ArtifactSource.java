package io.millrace.pipeline.plan;

/** Where an input artifact of a node, or an output artifact of a DAG, comes from. */
public sealed interface ArtifactSource {
    /** The name of the artifact there. */
    String artifact();

    /** An output of a node: of a sibling for inputs, of a child for the outputs of a DAG. */
    record Node(String node, String artifact) implements ArtifactSource {}

    /** An input of the enclosing DAG. */
    record Parent(String artifact) implements ArtifactSource {}
}
