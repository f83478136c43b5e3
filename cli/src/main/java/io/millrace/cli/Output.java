package io.millrace.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Forms of output that commands share. */
final class Output {
    private static final JsonFactory JSON = new JsonFactory();

    private Output() {}

    /** How a command prints its result. */
    enum Format {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** UTF-8 whatever the locale says: what Millrace prints must not depend on where it runs. */
    static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), false);
    }

    /** Writes JSON. */
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /** {@code body} as indented JSON text. */
    static String json(Body body) {
        return json(body, true);
    }

    /** {@code body} as JSON on one line. */
    static String jsonLine(Body body) {
        return json(body, false);
    }

    private static String json(Body body, boolean indented) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            if (indented) {
                json.useDefaultPrettyPrinter();
            }
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
