package io.millrace.executor.local;

import io.millrace.engine.core.Exit;
import java.util.Optional;

/** What the launcher and its wrappers tell, a line each. */
sealed interface Report {
    /** The launcher is ready. */
    record Ready(boolean subreaper, boolean pidfd) implements Report {}

    /** Something about one attempt. */
    sealed interface OfAttempt extends Report {
        long ticket();
    }

    /** The command runs, or the watched wrapper does. */
    record Started(long ticket) implements OfAttempt {}

    /** Over, nothing of it is left, and the exit record says the same. */
    record Ended(long ticket, Exit exit) implements OfAttempt {}

    /** Another executor has claimed the attempt. */
    record Claimed(long ticket) implements OfAttempt {}

    /** The attempt could not be claimed; nothing was started. */
    record Failed(long ticket, String reason) implements OfAttempt {}

    /** The wrapper, or what it left behind, is gone and said nothing. */
    record Gone(long ticket) implements OfAttempt {}

    /** Reads a line; empty when it is none of these. */
    static Optional<Report> parse(String line) {
        String[] words = line.split(" ", 3);
        if (words.length < 2 || !isNumber(words[1])) {
            return Optional.empty();
        }
        long ticket = Long.parseLong(words[1]);
        String rest = words.length == 3 ? words[2] : "";
        return switch (words[0]) {
            case "H" -> Optional.of(new Ready(ticket == 1, rest.equals("1")));
            case "S" -> Optional.of(new Started(ticket));
            case "E" -> Optional.of(new Ended(ticket, ExitText.parse(rest)));
            case "C" -> Optional.of(new Claimed(ticket));
            case "F" -> Optional.of(new Failed(ticket, rest));
            case "G" -> Optional.of(new Gone(ticket));
            default -> Optional.empty();
        };
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && word.length() <= 18 && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
