package io.millrace.cli;

import io.millrace.store.home.PrivateFile;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "login",
        description = "Log in to a server, and keep the login as a profile. Commands about runs, pipelines and the like"
                + " are for that server from then on.",
        footer = {
            "",
            "The profile 'default' is that of commands that name none. The password is not kept, only the token that"
                    + " the",
            "server gives for it, in ~/.config/millrace/config.json ($MILLRACE_CONFIG), which only you can read.",
            "",
            "Examples:",
            "  millrace login http://127.0.0.1:8999",
            "  millrace login https://millrace.example.org --user anna --profile work",
            "  millrace login http://127.0.0.1:8999 --password-stdin",
            "  millrace login --forget"
        })
final class LoginCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "URL", description = "The server.")
    private String url = "";

    @Option(names = "--user", paramLabel = "USER", description = "Name of the user. Default: ${DEFAULT-VALUE}.")
    private String user = "root";

    @Option(names = "--profile", paramLabel = "PROFILE", description = "Name of the login. Default: ${DEFAULT-VALUE}.")
    private String profile = Profiles.DEFAULT;

    @Option(names = "--password-stdin", description = "Read the password from standard input.")
    private boolean stdin;

    @Option(names = "--forget", description = "Forget the login instead.")
    private boolean forget;

    LoginCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Profiles profiles = Profiles.of(context);
        if (forget) {
            say(profiles.remove(profile) ? "forgot " + profile : "there is no profile '%s'".formatted(profile));
            return ExitCode.OK;
        }
        if (url.isEmpty()) {
            throw new UsageException("login needs the URL of a server, such as http://127.0.0.1:8999");
        }
        String password = made().orElseGet(() -> Passwords.read(context, "password of " + user, stdin));
        String token = RemoteLogin.token(url, user, password);
        profiles.put(profile, new Profiles.Profile(url, user, token));
        say("logged in to %s as %s; profile %s in %s".formatted(url, user, profile, profiles.file()));
        return ExitCode.OK;
    }

    /** The password that the first start of a server made for root, for whoever can read the data folder anyway. */
    private Optional<String> made() {
        return user.equals("root") && !stdin && isHere()
                ? new PrivateFile(context.home("").rootPassword()).read()
                : Optional.empty();
    }

    /** It goes to this machine only. */
    private boolean isHere() {
        String host = Optional.ofNullable(URI.create(url).getHost()).orElse("");
        return List.of("127.0.0.1", "localhost", "[::1]").contains(host);
    }

    private void say(String line) {
        context.out().println(line);
        context.out().flush();
    }
}
