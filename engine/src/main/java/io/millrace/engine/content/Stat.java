package io.millrace.engine.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What the kernel says of one thing on a file system; of a link, not of where it leads. */
record Stat(int mode, FileStamp stamp) {
    private static final String WANTED = "unix:mode,dev,ino,size,lastModifiedTime,ctime";
    private static final int TYPE_BITS = 0xF000;
    private static final int OWNER_MAY_EXECUTE = 0x40;

    /** The types of POSIX. */
    enum Type {
        FILE,
        FOLDER,
        LINK,
        SOCKET,
        PIPE,
        DEVICE
    }

    static Stat of(Path path) throws IOException {
        Map<String, Object> all = Files.readAttributes(path, WANTED, LinkOption.NOFOLLOW_LINKS);
        return new Stat(
                (int) number(all, "mode"),
                new FileStamp(
                        number(all, "dev"),
                        number(all, "ino"),
                        number(all, "size"),
                        nanos(all, "lastModifiedTime"),
                        nanos(all, "ctime")));
    }

    private static long number(Map<String, Object> all, String name) {
        return ((Number) Objects.requireNonNull(all.get(name), name)).longValue();
    }

    private static long nanos(Map<String, Object> all, String name) {
        return ((FileTime) Objects.requireNonNull(all.get(name), name)).to(TimeUnit.NANOSECONDS);
    }

    Type type() {
        return switch (mode & TYPE_BITS) {
            case 0x8000 -> Type.FILE;
            case 0x4000 -> Type.FOLDER;
            case 0xA000 -> Type.LINK;
            case 0xC000 -> Type.SOCKET;
            case 0x1000 -> Type.PIPE;
            default -> Type.DEVICE;
        };
    }

    boolean isExecutable() {
        return type() == Type.FILE && (mode & OWNER_MAY_EXECUTE) != 0;
    }
}
