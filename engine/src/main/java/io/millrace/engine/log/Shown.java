package io.millrace.engine.log;

import java.io.IOException;
import java.util.Optional;

/** The lines of a reader as people see them: what a progress bar wrote over is left out. */
final class Shown {
    private final ForwardReader reader;

    /** How the state begins that the next piece ends: it was cut in the middle. */
    private String begun = "";

    Shown(ForwardReader reader) {
        this.reader = reader;
    }

    /** The next line that is complete or cut; empty when the file holds none yet. */
    Optional<LogLine> next() throws IOException {
        Optional<LogLine> piece = reader.next();
        while (piece.isPresent() && piece.get().end() == LogLine.End.OVERWRITTEN) {
            String text = begun + piece.get().text();
            begun = text.substring(Math.max(text.lastIndexOf('\r'), 0));
            piece = reader.next();
        }
        Optional<LogLine> line = piece.map(this::whole);
        if (line.isPresent()) {
            begun = "";
        }
        return line;
    }

    /** The next line, or what is behind the last one. */
    Optional<LogLine> nextOrRest() throws IOException {
        Optional<LogLine> next = next();
        return next.isPresent() ? next : reader.rest().map(this::whole);
    }

    /** What is behind the last line, which stays there. */
    Optional<LogLine> peekRest() throws IOException {
        return reader.peekRest().map(this::whole);
    }

    /** Where the next line begins. */
    long at() {
        return reader.at();
    }

    /** Up to where the file was read. */
    long seen() {
        return reader.seen();
    }

    private LogLine whole(LogLine piece) {
        return begun.isEmpty() ? piece : new LogLine(piece.offset(), begun + piece.text(), piece.end());
    }
}
