package io.millrace.cli;

import io.millrace.store.home.ControlClient;
import io.millrace.store.home.Home;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds the server for a command: the one that was said, else the one that works on the home, which tells its own address
 * and gives a token to whoever can enter the home.
 *
 * @param said what {@link Destination} found
 */
record Servers(Optional<Connection> said) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    Connection of(Context context, String home) {
        return said.orElseGet(() -> ofHome(context.home(home)));
    }

    private static Connection ofHome(Home home) {
        Optional<String> answer = ControlClient.ask(home, Requests.SERVER, PATIENCE);
        String[] words = answer.orElse("").split(" ", -1);
        if (words.length != 3 || !words[0].equals(Requests.OK)) {
            throw new UsageException(
                    ("there is no server: `millrace login URL` names one, and `millrace server` starts one on the data"
                                    + " folder %s")
                            .formatted(home.folder()));
        }
        return new Connection(words[1], words[2]);
    }
}
