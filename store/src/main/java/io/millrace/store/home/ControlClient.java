package io.millrace.store.home;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Asks the process that owns a home. */
public final class ControlClient {
    private ControlClient() {}

    /**
     * Sends one line and waits for one line.
     *
     * @param limit for everything together
     * @return the answer; empty when nobody listens, so that nobody owns the home or its owner takes no requests
     * @throws MillraceException {@link Code#CLOSED} when an owner is there and does not answer in time, ends the
     *     connection, or may not be asked by this user
     */
    public static Optional<String> ask(Home home, String request, Duration limit) {
        try {
            Optional<Path> socket = ControlAddress.read(home).filter(Files::exists);
            return socket.isPresent() ? ask(socket.get(), request, limit) : Optional.empty();
        } catch (SocketTimeoutException e) {
            throw failure(home, "did not answer within %d ms".formatted(limit.toMillis()), e);
        } catch (IOException e) {
            throw failure(home, "could not be asked: " + FileErrors.reason(e), e);
        }
    }

    private static Optional<String> ask(Path socket, String request, Duration limit) throws IOException {
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("control-clock").daemon().factory());
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                LineChannel line = new LineChannel(channel, clock)) {
            return Optional.of(line.within(limit, () -> {
                channel.connect(UnixDomainSocketAddress.of(socket));
                line.write(request);
                return line.read();
            }));
        } catch (ConnectException e) {
            return Optional.empty(); // the socket of an owner that was killed
        }
    }

    private static MillraceException failure(Home home, String what, IOException cause) {
        String who = home.owner()
                .map(owner -> "process %d (%s), which works on the data folder %s,"
                        .formatted(owner.pid(), owner.doing(), home.folder()))
                .orElse("the process that works on the data folder " + home.folder());
        return new MillraceException(Code.CLOSED, who + " " + what, cause);
    }
}
