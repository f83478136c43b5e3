package io.millrace.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** What a connection works with: as the HTTP library made it, but each wait for the client is the client's. */
final class WatchedContext implements ConnectionContext {
    private final ConnectionContext inner;
    private final DataReader reader;
    private final DataWriter writer;

    WatchedContext(ConnectionContext inner, Client client) {
        this.inner = inner;
        this.reader = DataReader.create(
                () -> client.receive(() -> inner.serverSocket().get()));
        this.writer = new Writer(inner.dataWriter(), client);
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public ListenerContext listenerContext() {
        return inner.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return inner.executor();
    }

    @Override
    public Router router() {
        return inner.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return inner.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return inner.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return inner.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return inner.localPeer();
    }

    @Override
    public boolean isSecure() {
        return inner.isSecure();
    }

    @Override
    public String socketId() {
        return inner.socketId();
    }

    @Override
    public String childSocketId() {
        return inner.childSocketId();
    }

    private record Writer(DataWriter inner, Client client) implements DataWriter {
        @Override
        public void write(BufferData... buffers) {
            client.send(size(buffers), () -> inner.write(buffers));
        }

        @Override
        public void write(BufferData buffer) {
            client.send(buffer.available(), () -> inner.write(buffer));
        }

        @Override
        public void writeNow(BufferData... buffers) {
            client.send(size(buffers), () -> inner.writeNow(buffers));
        }

        @Override
        public void writeNow(BufferData buffer) {
            client.send(buffer.available(), () -> inner.writeNow(buffer));
        }

        @Override
        public void flush() {
            client.send(0, inner::flush);
        }

        @Override
        public void close() {
            inner.close();
        }

        private static long size(BufferData... buffers) {
            return Arrays.stream(buffers).mapToLong(BufferData::available).sum();
        }
    }
}
