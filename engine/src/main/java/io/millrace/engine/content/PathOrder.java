package io.millrace.engine.content;

/** The order of entries: a folder before what is in it, and all of that before the folder's next neighbour. */
final class PathOrder {
    private PathOrder() {}

    static int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return Integer.compare(rank(a), rank(b));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static int rank(char c) {
        return c == '/' ? -1 : c;
    }
}
