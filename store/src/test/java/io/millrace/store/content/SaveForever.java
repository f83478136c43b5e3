package io.millrace.store.content;

import java.nio.file.Path;

/** The program of a child process: saves digests, in small and big portions, until it is killed. */
final class SaveForever {
    static final int LAST = 60_000;

    private SaveForever() {}

    public static void main(String[] arguments) {
        var file = new DigestFile(Path.of(arguments[0]), 20_000);
        for (long inode = 0, portion = 1; ; portion = portion % 3_000 + 7) {
            file.save(DigestFileTest.digests(inode, Math.min(inode + portion, LAST)));
            inode = (inode + portion) % LAST;
            System.out.println(inode);
        }
    }
}
