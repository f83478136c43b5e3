package io.millrace.pipeline.property;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What a piece of work costs the thread that does it. Processor time, so that a busy machine changes nothing. */
final class Cost {
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Duration MOST_TIME = Duration.ofSeconds(1);
    private static final long MOST_BYTES = 64L << 20;

    private Cost() {}

    /** Does the work, which must take less than a second of processor time and 64 MB of all memory ever allocated. */
    static void bounded(String input, Runnable work) {
        long timeBefore = THREAD.getCurrentThreadCpuTime();
        long bytesBefore = THREAD.getCurrentThreadAllocatedBytes();
        try {
            work.run();
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("not caught, for the input\n" + shown(input), e);
        }
        long bytes = THREAD.getCurrentThreadAllocatedBytes() - bytesBefore;
        Duration time = Duration.ofNanos(THREAD.getCurrentThreadCpuTime() - timeBefore);
        assertThat(bytes).as("bytes for the input\n%s", shown(input)).isLessThan(MOST_BYTES);
        assertThat(time).as("time for the input\n%s", shown(input)).isLessThan(MOST_TIME);
    }

    private static String shown(String input) {
        return input.length() > 2_000 ? input.substring(0, 2_000) + "... " + input.length() + " characters" : input;
    }
}
