package io.millrace.engine.content;

/** One entry that two manifests do not have in common. A renamed file is one removed and one added. */
public sealed interface Difference {
    /** As in {@link Entry#path}. */
    String path();

    /** One line for people: the name, what happened, and old and new size and digest where that is what changed. */
    String text();

    record Added(Entry entry) implements Difference {
        @Override
        public String path() {
            return entry.path();
        }

        @Override
        public String text() {
            return "%s: added, %s".formatted(Names.printable(path()), what(entry));
        }
    }

    record Removed(Entry entry) implements Difference {
        @Override
        public String path() {
            return entry.path();
        }

        @Override
        public String text() {
            return "%s: removed, was %s".formatted(Names.printable(path()), what(entry));
        }
    }

    /** At the same path is something else: of another kind, with another content, or executable or not. */
    record Changed(Entry before, Entry after) implements Difference {
        public Changed {
            if (!before.path().equals(after.path()) || before.equals(after)) {
                throw new IllegalArgumentException("no change: " + before + ", " + after);
            }
        }

        @Override
        public String path() {
            return after.path();
        }

        public boolean isOfKind() {
            return before.kind() != after.kind();
        }

        public boolean isOfContent() {
            return !isOfKind()
                    && (before.size() != after.size() || !before.digest().equals(after.digest()));
        }

        @Override
        public String text() {
            String name = Names.printable(path());
            if (isOfKind() || isOfContent()) {
                return "%s: %s, now %s".formatted(name, what(before), what(after));
            }
            return "%s: %s executable".formatted(name, after.executable() ? "now" : "no longer");
        }
    }

    private static String what(Entry entry) {
        return switch (entry.kind()) {
            case FOLDER -> "a folder";
            case LINK -> "a link (target %s)".formatted(entry.digest().brief());
            case FILE ->
                "%sfile of %,d bytes (%s)"
                        .formatted(
                                entry.executable() ? "an executable " : "a ",
                                entry.size(),
                                entry.digest().brief());
        };
    }
}
