package io.millrace.executor.local;

import org.junit.jupiter.api.Assumptions;

/** Sandboxes for tests, which are skipped where none can be made. */
final class Sandboxes {
    private static final Sandbox ALL = Sandbox.of(Sandbox.Mode.ALWAYS, true, "bwrap");

    private Sandboxes() {}

    /** Runs every attempt in a sandbox. */
    static Sandbox forAll() {
        Assumptions.assumeTrue(
                ALL.missing().isEmpty(), () -> "skipped: " + ALL.missing().orElse(""));
        return ALL;
    }

    /** Runs attempts that need it in a sandbox. */
    static Sandbox automatic() {
        forAll();
        return Sandbox.automatic();
    }
}
