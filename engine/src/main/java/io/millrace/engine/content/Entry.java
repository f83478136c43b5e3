package io.millrace.engine.content;

/**
 * One thing that a path holds.
 *
 * @param path relative to the path itself, parts divided by {@code /}; empty for the path itself. Bytes that are not
 *     UTF-8 are written {@code \xNN} and a backslash as two, so that different names are different texts
 * @param size in bytes: of a file its content, of a link its target's text, of a folder 0
 * @param digest of a file's content, of a link's target text; of a folder {@link Digest#OF_NOTHING}
 * @param executable whether the owner of the file may execute it; false for folders and links
 */
public record Entry(String path, Kind kind, long size, Digest digest, boolean executable) {
    public Entry {
        if (size < 0) {
            throw new IllegalArgumentException("'" + path + "' cannot have " + size + " bytes");
        }
        if (executable && kind != Kind.FILE) {
            throw new IllegalArgumentException("'" + path + "' is no file and cannot be executable");
        }
        if (kind == Kind.FOLDER && (size != 0 || !digest.equals(Digest.OF_NOTHING))) {
            throw new IllegalArgumentException("'" + path + "' is a folder and has no content of its own");
        }
    }

    static Entry folder(String path) {
        return new Entry(path, Kind.FOLDER, 0, Digest.OF_NOTHING, false);
    }

    static Entry link(String path, byte[] target) {
        return new Entry(path, Kind.LINK, target.length, Digest.ofContent(target), false);
    }
}
