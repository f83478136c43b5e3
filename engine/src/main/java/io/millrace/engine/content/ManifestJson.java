package io.millrace.engine.content;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The stored form of a manifest, one line for each entry, read and written without a copy of the whole text:
 *
 * <pre>{"manifest":1,"entries":[
 * ["d",""],
 * ["f","train.csv",12034,"9f86d0..."]]}</pre>
 *
 * The letters are {@code f} for a file, {@code x} for an executable one, {@code d} for a folder, {@code l} for a link.
 */
public final class ManifestJson {
    private static final int VERSION = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private ManifestJson() {}

    /** Writes {@code manifest} and leaves {@code output} open. */
    public static void write(Manifest manifest, OutputStream output) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(output, JsonEncoding.UTF8)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeNumberField("manifest", VERSION);
            json.writeArrayFieldStart("entries");
            for (Entry entry : manifest.entries()) {
                json.writeRaw('\n');
                write(entry, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void write(Entry entry, JsonGenerator json) throws IOException {
        json.writeStartArray();
        json.writeString(String.valueOf(Manifest.letter(entry)));
        json.writeString(entry.path());
        if (entry.kind() != Kind.FOLDER) {
            json.writeNumber(entry.size());
            json.writeString(entry.digest().hex());
        }
        json.writeEndArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param most entries; a text with more is refused before it fills the memory
     * @throws IOException also when the text is not a whole manifest
     */
    public static Manifest read(InputStream input, int most) throws IOException {
        try (JsonParser json = JSON.createParser(input)) {
            json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            return manifest(json, most);
        } catch (JsonProcessingException e) {
            throw new IOException("not a whole manifest: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException("not a manifest: " + e.getMessage(), e);
        }
    }

    private static Manifest manifest(JsonParser json, int most) throws IOException {
        expect(json, JsonToken.START_OBJECT);
        field(json, "manifest");
        int version = json.nextIntValue(0);
        if (version != VERSION) {
            throw new IOException("a manifest of version " + version + "; this program knows " + VERSION);
        }
        field(json, "entries");
        expect(json, JsonToken.START_ARRAY);
        List<Entry> entries = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_ARRAY) {
            if (entries.size() == most) {
                throw new IOException("a manifest of more than " + most + " entries");
            }
            entries.add(entry(json));
        }
        expect(json, JsonToken.END_OBJECT);
        return new Manifest(entries);
    }

    private static Entry entry(JsonParser json) throws IOException {
        String letter = text(json);
        String path = text(json);
        Entry entry = switch (letter) {
            case "d" -> Entry.folder(path);
            case "f" -> content(json, path, Kind.FILE, false);
            case "x" -> content(json, path, Kind.FILE, true);
            case "l" -> content(json, path, Kind.LINK, false);
            default -> throw new IllegalArgumentException("unknown kind of entry '" + letter + "'");
        };
        expect(json, JsonToken.END_ARRAY);
        return entry;
    }

    private static Entry content(JsonParser json, String path, Kind kind, boolean executable) throws IOException {
        long size = json.nextLongValue(-1);
        return new Entry(path, kind, size, Digest.parse(text(json)), executable);
    }

    private static String text(JsonParser json) throws IOException {
        String text = json.nextTextValue();
        if (text == null) {
            throw new IllegalArgumentException(
                    "a text is missing at line " + json.currentTokenLocation().getLineNr());
        }
        return text;
    }

    private static void field(JsonParser json, String name) throws IOException {
        if (!name.equals(json.nextFieldName())) {
            throw new IllegalArgumentException("the field '" + name + "' is missing");
        }
    }

    private static void expect(JsonParser json, JsonToken token) throws IOException {
        if (json.nextToken() != token) {
            throw new IllegalArgumentException("something is missing or too much at line "
                    + json.currentTokenLocation().getLineNr());
        }
    }
}
