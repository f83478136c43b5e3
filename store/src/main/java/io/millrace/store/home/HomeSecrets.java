package io.millrace.store.home;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.Secrets;
import io.millrace.engine.core.SecretRef;
import io.millrace.engine.log.LogMask;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Secrets from a file and from the environment. For a run of a user {@code user.NAME} of the file wins over {@code NAME} of
 * the file, and that over the variable {@code MILLRACE_SECRET_NAME}. The file is read anew each time, so that it can be
 * changed while Millrace runs.
 */
public final class HomeSecrets implements Secrets {
    /** What the variables begin with. */
    public static final String VARIABLE = "MILLRACE_SECRET_";

    private final Path file;
    private final Map<String, String> environment = new HashMap<>();
    private final Revealed revealed;
    private final boolean owner;

    private HomeSecrets(Home home, Optional<Path> file, Map<String, String> environment, boolean owner) {
        this.file = file.orElse(home.secrets());
        environment.forEach((name, value) -> {
            if (name.startsWith(VARIABLE)) {
                this.environment.put(name.substring(VARIABLE.length()), value);
            }
        });
        this.revealed = new Revealed(home);
        this.owner = owner;
    }

    /**
     * Those of the process that owns the home.
     *
     * @param file instead of the one in the home
     * @param environment of the process
     */
    public static HomeSecrets ofOwner(Home home, Optional<Path> file, Map<String, String> environment) {
        return new HomeSecrets(home, file, environment, true);
    }

    /** The same for a process that only looks: it starts nothing, and changes nothing in the home. */
    public static HomeSecrets ofReader(Home home, Optional<Path> file, Map<String, String> environment) {
        return new HomeSecrets(home, file, environment, false);
    }

    @Override
    public Set<String> names(String user) {
        String own = user + ".";
        Set<String> names = new TreeSet<>(environment.keySet());
        for (String key : SecretsFile.read(file).keySet()) {
            if (!key.contains(".")) {
                names.add(key);
            } else if (key.startsWith(own)) {
                names.add(key.substring(own.length()));
            }
        }
        return names;
    }

    private Optional<String> value(SecretRef secret) {
        Map<String, String> written = SecretsFile.read(file);
        Optional<String> value = Optional.ofNullable(written.get(secret.user() + "." + secret.name()))
                .or(() -> Optional.ofNullable(written.get(secret.name())))
                .or(() -> Optional.ofNullable(environment.get(secret.name())));
        if (value.isPresent() && value.get().length() < LogMask.SHORTEST) {
            throw new MillraceException(
                    Code.NOT_RUNNABLE,
                    "the secret '%s' has fewer than %d characters, and could not be masked"
                            .formatted(secret.name(), LogMask.SHORTEST));
        }
        return value;
    }

    @Override
    public synchronized Optional<String> digest(SecretRef secret) {
        return value(secret).map(value -> {
            byte[] key = owner ? revealed.ownKey() : revealed.anyKey();
            return HexFormat.of().formatHex(Revealed.mac(key, "cache", value), 0, 16);
        });
    }

    @Override
    public synchronized String reveal(SecretRef secret) {
        String value = value(secret)
                .orElseThrow(() -> new MillraceException(
                        Code.NOT_RUNNABLE,
                        "there is no secret '%s' for %s: set %s%1$s where Millrace runs, or add it to %s"
                                .formatted(secret.name(), secret.user(), VARIABLE, file)));
        revealed.add(value);
        return value;
    }
}
