package io.millrace.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Takes spans as a collector of OpenTelemetry does: OTLP over HTTP, in Protocol Buffers. */
final class FakeCollector implements AutoCloseable {
    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;
    private static final int TEXT = 2;

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    FakeCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** What tests look at; ids in hexadecimal. */
    record Span(String trace, String id, String parent, String name) {}

    URI endpoint() {
        return URI.create(
                "http://127.0.0.1:%d/v1/traces".formatted(server.getAddress().getPort()));
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                ? new GZIPInputStream(exchange.getRequestBody()).readAllBytes()
                : exchange.getRequestBody().readAllBytes();
        for (byte[] resource : fields(body).getOrDefault(RESOURCE_SPANS, List.of())) {
            for (byte[] scope : fields(resource).getOrDefault(SCOPE_SPANS, List.of())) {
                fields(scope).getOrDefault(SPANS, List.of()).forEach(span -> spans.add(span(fields(span))));
            }
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static Span span(Map<Integer, List<byte[]>> fields) {
        return new Span(
                hex(fields, 1), hex(fields, 2), hex(fields, 4), new String(first(fields, 5), StandardCharsets.UTF_8));
    }

    private static byte[] first(Map<Integer, List<byte[]>> fields, int number) {
        return fields.getOrDefault(number, List.of(new byte[0])).getFirst();
    }

    private static String hex(Map<Integer, List<byte[]>> fields, int number) {
        return HexFormat.of().formatHex(first(fields, number));
    }

    /** The fields of a message that have bytes, by their numbers. */
    private static Map<Integer, List<byte[]>> fields(byte[] message) {
        Map<Integer, List<byte[]>> fields = new TreeMap<>();
        ByteBuffer in = ByteBuffer.wrap(message);
        while (in.hasRemaining()) {
            long tag = varint(in);
            switch ((int) (tag & 7)) {
                case 0 -> varint(in);
                case 1 -> in.position(in.position() + 8);
                case TEXT -> {
                    byte[] bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    fields.computeIfAbsent((int) (tag >> 3), number -> new ArrayList<>())
                            .add(bytes);
                }
                case 5 -> in.position(in.position() + 4);
                default -> throw new IllegalArgumentException("not Protocol Buffers: tag " + tag);
            }
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
