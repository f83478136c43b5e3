package io.millrace.executor.local;

/** Who has the right to run an attempt. Given once, never taken back. */
sealed interface Claim {
    /**
     * A wrapper took the attempt.
     *
     * @param start when the process began, in words of the system that no other process with the same pid shares
     * @param boot the boot of the machine in which it began
     */
    record Wrapper(long pid, String start, String boot) implements Claim {}

    /** Nobody may ever run the attempt. */
    record Nobody(String reason) implements Claim {}

    /** Reads what the wrapper or {@link Records} wrote. */
    static Claim parse(String text) {
        if (text.startsWith("void ")) {
            return new Nobody(text.substring("void ".length()));
        }
        String[] words = text.split(" ", 3);
        try {
            return new Wrapper(Long.parseLong(words[0]), words[1], words[2]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalStateException("not a claim: '" + text + "'", e);
        }
    }
}
