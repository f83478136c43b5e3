package io.millrace.engine.content;

/** What an entry of a manifest is. */
public enum Kind {
    FILE("file"),
    FOLDER("folder"),
    /** A symbolic link. */
    LINK("link");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** For people. */
    public String word() {
        return word;
    }
}
