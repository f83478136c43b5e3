package io.millrace.engine;

import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.core.SecretRef;
import java.util.Optional;
import java.util.Set;

/** Values that steps get and nobody sees. Safe for use by many threads. */
public interface Secrets {
    /** There are none. */
    Secrets NONE = new Secrets() {
        @Override
        public Set<String> names(String user) {
            return Set.of();
        }

        @Override
        public Optional<String> digest(SecretRef secret) {
            return Optional.empty();
        }

        @Override
        public String reveal(SecretRef secret) {
            throw new MillraceException(Code.NOT_RUNNABLE, "there are no secrets here");
        }
    };

    /** The secrets that runs of a user may have. */
    Set<String> names(String user);

    /** A text that changes with the value and tells nothing of it to those who have no key; empty: there is no such secret. */
    Optional<String> digest(SecretRef secret);

    /**
     * The value, for a process that is about to start. It is masked in logs from then on, whatever becomes of the secret.
     *
     * @throws MillraceException when there is no such secret, or no longer
     */
    String reveal(SecretRef secret);
}
