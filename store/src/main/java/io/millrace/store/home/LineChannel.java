package io.millrace.store.home;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lines of text over a socket, bounded in size and time. For one thread at a time. */
final class LineChannel implements AutoCloseable {
    /** A request or an answer is at most this long. */
    static final int MOST_BYTES = 1 << 20;

    private final SocketChannel channel;
    private final ScheduledExecutorService clock;

    /** Something to do with the channel. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    LineChannel(SocketChannel channel, ScheduledExecutorService clock) {
        this.channel = channel;
        this.clock = clock;
    }

    /**
     * Does a step, and closes the channel under it when it takes longer than {@code limit}.
     *
     * @throws SocketTimeoutException when it took too long
     */
    <T> T within(Duration limit, Step<T> step) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> alarm = clock.schedule(() -> expire(late), limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return step.run();
        } catch (AsynchronousCloseException e) {
            throw late.get() ? timeout(limit, e) : e;
        } catch (ClosedChannelException e) {
            throw late.get() ? timeout(limit, e) : e;
        } finally {
            alarm.cancel(false);
        }
    }

    private static SocketTimeoutException timeout(Duration limit, ClosedChannelException cause) {
        SocketTimeoutException timeout = new SocketTimeoutException("no answer within " + limit.toMillis() + " ms");
        timeout.initCause(cause);
        return timeout;
    }

    private void expire(AtomicBoolean late) {
        late.set(true);
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads up to the end of the line.
     *
     * @throws IOException when the line is too long, or when the other side ends before it
     */
    String read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (channel.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(next);
            }
            if (line.size() > MOST_BYTES) {
                throw new IOException("a line of more than " + MOST_BYTES + " bytes");
            }
            buffer.clear();
        }
        throw new IOException("the other side ended the connection");
    }

    /** Writes a line; line breaks inside it become spaces. */
    void write(String line) throws IOException {
        byte[] bytes = (line.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            throw new IOException("a line of more than " + MOST_BYTES + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
