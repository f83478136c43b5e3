package io.millrace.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Asks for passwords. They are never words of a command, which everybody on the machine could read. */
final class Passwords {
    private Passwords() {}

    /**
     * The password.
     *
     * @param what for people: whose it is
     * @param stdin whether it is the first line of standard input
     */
    static String read(Context context, String what, boolean stdin) {
        String password = stdin ? line() : typed(context, what);
        if (password.isEmpty()) {
            throw new UsageException("the %s is empty".formatted(what));
        }
        return password;
    }

    private static String line() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UsageException("standard input cannot be read: " + e.getMessage());
        }
    }

    private static String typed(Context context, String what) {
        Console console = context.terminal() ? System.console() : null;
        if (console == null) { // JDK 21 has none without a terminal
            throw new UsageException("nobody can be asked for the %s here; --password-stdin reads it".formatted(what));
        }
        char[] typed = console.readPassword("%s: ", what);
        return typed == null ? "" : new String(typed);
    }
}
