package io.millrace.engine.registry;

/** What became of a wish to delete something that others may need. */
public enum Deletion {
    /** It is gone. */
    DONE,
    /** There was none. */
    ABSENT,
    /** Something that still runs needs it. */
    IN_USE,
    /** It is the last one of those of which one must stay. */
    LAST
}
