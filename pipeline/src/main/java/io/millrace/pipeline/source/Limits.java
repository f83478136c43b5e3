package io.millrace.pipeline.source;

/**
 * Bounds on a pipeline. Each has a setting that raises it, which messages name.
 *
 * @param size characters of the text
 * @param depth levels of nested values in the text, and of nested DAGs once components are in place
 * @param values values of the text once aliases are followed
 * @param nodes steps and DAGs once components are in place, each counted once an iteration where that is known
 * @param loopLength elements of one loop
 */
public record Limits(int size, int depth, int values, int nodes, int loopLength) {
    public static final String SIZE_SETTING = "pipeline.max_size";
    public static final String DEPTH_SETTING = "pipeline.max_depth";
    public static final String VALUES_SETTING = "pipeline.max_values";
    public static final String NODES_SETTING = "pipeline.max_nodes";
    public static final String LOOP_LENGTH_SETTING = "pipeline.max_loop_length";

    /** 4 Mi characters, 100 levels, a million values, 100,000 nodes, loops of 100,000 elements. */
    public static final Limits DEFAULT = new Limits(4 * 1024 * 1024, 100, 1_000_000, 100_000, 100_000);

    /** Depth beyond which reading might exhaust a thread's stack. */
    private static final int DEEPEST = 400;

    public Limits {
        if (size < 1 || depth < 1 || values < 1 || nodes < 1 || loopLength < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
        if (depth > DEEPEST) {
            throw new IllegalArgumentException(DEPTH_SETTING + " can be at most " + DEEPEST);
        }
    }

    /**
     * With another value for one setting.
     *
     * @throws IllegalArgumentException when there is no such setting, or it cannot have the value; the message is for users
     */
    public Limits with(String setting, int value) {
        return switch (setting) {
            case SIZE_SETTING -> new Limits(value, depth, values, nodes, loopLength);
            case DEPTH_SETTING -> new Limits(size, value, values, nodes, loopLength);
            case VALUES_SETTING -> new Limits(size, depth, value, nodes, loopLength);
            case NODES_SETTING -> new Limits(size, depth, values, value, loopLength);
            case LOOP_LENGTH_SETTING -> new Limits(size, depth, values, nodes, value);
            default ->
                throw new IllegalArgumentException("there is no limit '%s'; there are %s"
                        .formatted(
                                setting,
                                String.join(
                                        ", ",
                                        SIZE_SETTING,
                                        DEPTH_SETTING,
                                        VALUES_SETTING,
                                        NODES_SETTING,
                                        LOOP_LENGTH_SETTING)));
        };
    }
}
