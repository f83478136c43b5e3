package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.store.SqliteStore;
import io.millrace.store.home.Claim;
import io.millrace.store.home.ControlClient;
import io.millrace.store.home.Home;
import io.millrace.store.home.Ownership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Forgets cache entries of a home: owns it for as long as that takes, or asks the process that does. */
final class CacheForgetting {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Home home;

    CacheForgetting(Home home) {
        this.home = home;
    }

    /** Forgets them in their order; the answer are those that do not exist. */
    List<Long> forget(List<Long> entries) {
        return switch (Ownership.claim(home, "millrace cache")) {
            case Claim.Granted(Ownership ownership) -> {
                try (ownership;
                        SqliteStore store = SqliteStore.open(home.database())) {
                    yield unknown(entries, store::delete);
                }
            }
            case Claim.InUse inUse -> unknown(entries, entry -> ask(entry, inUse));
        };
    }

    private static List<Long> unknown(List<Long> entries, LongPredicate forget) {
        List<Long> unknown = new ArrayList<>();
        for (long entry : entries) {
            if (!forget.test(entry)) {
                unknown.add(entry);
            }
        }
        return unknown;
    }

    private boolean ask(long entry, Claim.InUse inUse) {
        Optional<String> answer = ControlClient.ask(home, Requests.forget(entry), PATIENCE);
        String text = answer.orElseThrow(() -> new MillraceException(Code.HOME_IN_USE, inUse.message()));
        if (!text.equals(Requests.OK) && !text.equals(Requests.NOTHING)) {
            throw new MillraceException(Code.STORE, text);
        }
        return text.equals(Requests.OK);
    }
}
