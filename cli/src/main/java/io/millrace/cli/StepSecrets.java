package io.millrace.cli;

import io.millrace.engine.Secrets;
import io.millrace.store.home.Home;
import io.millrace.store.home.HomeSecrets;
import java.nio.file.Path;
import java.util.Optional;

/** The secrets of a home as a command finds them: in its environment, and in the home or the file that is named there. */
final class StepSecrets {
    private StepSecrets() {}

    /** For a command that owns the home. */
    static Secrets ofOwner(Context context, Home home) {
        return HomeSecrets.ofOwner(home, file(context), context.env());
    }

    /** For a command that only looks. */
    static Secrets ofReader(Context context, Home home) {
        return HomeSecrets.ofReader(home, file(context), context.env());
    }

    private static Optional<Path> file(Context context) {
        return Optional.ofNullable(context.env().get(Setting.SECRETS_FILE.variable()))
                .filter(name -> !name.isEmpty())
                .map(context.folder()::resolve);
    }
}
