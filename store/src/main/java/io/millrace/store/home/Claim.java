package io.millrace.store.home;

import java.util.Optional;

/** What became of the wish to own a home. */
public sealed interface Claim {
    /** It is ours until {@code ownership} is closed or this process ends. */
    record Granted(Ownership ownership) implements Claim {}

    /**
     * Another process has it.
     *
     * @param owner who; absent when it left no readable {@code owner.json}
     */
    record InUse(Home home, Optional<Owner> owner) implements Claim {
        /** For people: who owns the home, since when, what it does, what can be done. */
        public String message() {
            String who = owner.map(
                            known -> "process %d (%s, since %s)".formatted(known.pid(), known.doing(), known.since()))
                    .orElse("another process");
            return "%s works on the data folder %s: wait until it ends, or choose another folder with --home"
                    .formatted(who, home.folder());
        }
    }
}
