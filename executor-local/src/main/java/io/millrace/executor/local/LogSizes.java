package io.millrace.executor.local;

import io.millrace.executor.local.LogRetention.Log;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** How much of all logs was written when, by minutes; a number for each minute in which anything was written. */
final class LogSizes {
    private static final long MINUTE = 60;

    private final NavigableMap<Long, Long> ended = new TreeMap<>();
    private long bytes;

    void add(Log log, boolean hasEnded) {
        bytes += log.bytes();
        if (hasEnded) {
            ended.merge(minute(log), log.bytes(), Long::sum);
        }
    }

    private static long minute(Log log) {
        return Math.floorDiv(log.written().getEpochSecond(), MINUTE);
    }

    /** What has to go so that no more than {@code most} bytes are left; empty when there are no more. */
    Optional<Cut> cut(long most) {
        long excess = bytes - most;
        for (Map.Entry<Long, Long> minute : ended.entrySet()) {
            if (excess <= 0) {
                break;
            }
            if (excess <= minute.getValue() || minute.equals(ended.lastEntry())) {
                return Optional.of(new Cut(minute.getKey(), excess));
            }
            excess -= minute.getValue();
        }
        return Optional.empty();
    }

    /** All logs of earlier minutes, and of one as many as free what is still missing. */
    static final class Cut {
        private final long minute;
        private long missing;

        private Cut(long minute, long missing) {
            this.minute = minute;
            this.missing = missing;
        }

        /** Whether a log of an attempt that ended has to go; it counts as gone then. */
        boolean takes(Log log) {
            if (minute(log) != minute) {
                return minute(log) < minute;
            }
            boolean goes = missing > 0;
            missing -= goes ? log.bytes() : 0;
            return goes;
        }
    }
}
