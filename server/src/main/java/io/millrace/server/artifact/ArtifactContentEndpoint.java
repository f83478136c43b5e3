package io.millrace.server.artifact;

import io.millrace.engine.artifact.Artifact;
import io.millrace.engine.artifact.ArtifactQueries;
import io.millrace.server.http.Answer;
import io.millrace.server.http.Call;
import io.millrace.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bytes of artifacts: a file, with ranges, or a folder as a zip file that is made while it is sent. */
public record ArtifactContentEndpoint(ArtifactQueries queries) {
    private static final int PORTION = 64 << 10;

    public List<Route> routes() {
        String path = "/artifacts/{artifact}/content";
        return List.of(Route.own("GET", path, this::content), Route.own("HEAD", path, this::content));
    }

    private Answer content(Call call) {
        Artifact artifact = ArtifactAccess.of(queries, call.caller(), call.path("artifact"));
        StoredFile file =
                StoredFile.of(artifact.row().location(), artifact.row().path(), call.query("path"));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Millrace-Kind", file.isFolder() ? "folder" : "file");
        if (file.isFolder()) {
            headers.put("Content-Disposition", attachment(file.name() + ".zip"));
            return new Answer.Bytes(
                    200, "application/zip", headers, Optional.empty(), out -> FolderZip.write(file, out));
        }
        headers.put("Content-Disposition", attachment(file.name()));
        headers.put("ETag", file.tag());
        headers.put("Accept-Ranges", "bytes");
        return call.header("If-None-Match").equals(file.tag())
                ? new Answer.Bytes(304, type(file), headers, Optional.empty(), out -> {})
                : part(call, file, headers);
    }

    private static Answer part(Call call, StoredFile file, Map<String, String> headers) {
        long size = file.attributes().size();
        String condition = call.header("If-Range");
        boolean isSame = condition.isEmpty() || condition.equals(file.tag());
        Optional<ByteRange> range = isSame ? ByteRange.of(call.header("Range"), size) : Optional.empty();
        range.ifPresent(
                part -> headers.put("Content-Range", "bytes %d-%d/%d".formatted(part.first(), part.last(), size)));
        ByteRange part = range.orElse(new ByteRange(0, size - 1));
        return new Answer.Bytes(
                range.isPresent() ? 206 : 200,
                type(file),
                headers,
                Optional.of(part.length()),
                out -> send(file, part, out));
    }

    /** Exactly as many bytes as were promised; a file that became shorter ends the connection. */
    private static void send(StoredFile file, ByteRange part, OutputStream out) throws IOException {
        try (SeekableByteChannel channel = file.open().position(part.first());
                InputStream in = Channels.newInputStream(channel)) {
            byte[] buffer = new byte[PORTION];
            long left = part.length();
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new IOException(file.path() + " became shorter while it was sent");
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
    }

    private static String attachment(String name) {
        return "attachment; filename*=UTF-8''"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** By the name alone: nothing here is to be run by a browser. */
    private static String type(StoredFile file) {
        String name = file.name();
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "json" -> "application/json";
            case "csv" -> "text/csv; charset=utf-8";
            case "txt", "log", "yaml", "yml", "md", "py", "sh" -> "text/plain; charset=utf-8";
            case "png" -> "image/png";
            case "jpg", "jpeg" -> "image/jpeg";
            case "zip" -> "application/zip";
            case "gz", "tgz" -> "application/gzip";
            default -> "application/octet-stream";
        };
    }
}
