package io.millrace.engine.content;

/**
 * By what a file is recognised without reading it. The kernel sets {@code changed} itself with every write to content or
 * metadata, whatever a program claims in {@code modified}.
 *
 * @param device number of the file system
 * @param inode number of the file in it
 * @param size in bytes
 * @param modified time of last modification (mtime), nanoseconds since 1970
 * @param changed time of last status change (ctime), nanoseconds since 1970
 */
public record FileStamp(long device, long inode, long size, long modified, long changed) {

    /** Whether both times are before {@code nanos} since 1970. */
    boolean isBefore(long nanos) {
        return modified < nanos && changed < nanos;
    }
}
