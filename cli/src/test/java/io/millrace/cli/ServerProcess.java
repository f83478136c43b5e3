package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code millrace server} as a process of its own, on any free port, with the home of a {@link Cli}. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    private final Cli cli;
    private final Process process;

    /** Starts it, and returns once it listens. */
    ServerProcess(Cli cli, String... options) {
        this.cli = cli;
        List<String> args = new ArrayList<>(List.of("server", "--port", "0"));
        args.addAll(Arrays.asList(options));
        this.process = cli.start(List.of(), args.toArray(String[]::new));
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !process.isAlive() || address().find());
        assertThat(process.isAlive()).as(cli.read("err.txt")).isTrue();
    }

    private Matcher address() {
        return ADDRESS.matcher(cli.read("out.txt"));
    }

    /** Where it listens. */
    String endpoint() {
        Matcher address = address();
        assertThat(address.find()).isTrue();
        return address.group();
    }

    /** Where it listens for the first generation of clients, when it was started with {@code --compat-port}. */
    String compatEndpoint() {
        await().atMost(Duration.ofMinutes(2)).until(() -> address().results().count() > 1);
        return address().results().skip(1).findFirst().orElseThrow().group();
    }

    /** The password that its first start made for root. */
    String rootPassword() {
        return cli.read("home/root-password").strip();
    }

    Process process() {
        return process;
    }

    /** Asks it to end as an operator does. */
    @Override
    public void close() {
        process.destroy();
        await().atMost(Duration.ofMinutes(2)).until(() -> !process.isAlive());
    }
}
