package io.millrace.cli;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which server commands are for, as far as it was said: {@code --server} and {@code --profile}, then the environment, then
 * the profile {@code default}. {@code --home} means the home, whatever else is set. It is found out before the words are
 * understood, because it decides which commands there are.
 */
final class Destination {
    private static final String SERVER = "MILLRACE_SERVER";
    private static final String PROFILE = "MILLRACE_PROFILE";
    private static final String TOKEN = "MILLRACE_TOKEN";

    /** Names the server that it is for itself. */
    private static final String LOGIN = "login";

    private Destination() {}

    /** Empty: the home. */
    static Optional<Connection> of(Context context, String[] args) {
        if (option(args, "--home").isPresent() || Arrays.asList(args).contains(LOGIN)) {
            return Optional.empty();
        }
        Optional<String> server = option(args, "--server");
        Optional<String> profile = option(args, "--profile");
        if (server.isEmpty() && profile.isEmpty()) {
            server = set(context, SERVER);
            profile = server.isPresent() ? Optional.empty() : set(context, PROFILE);
        }
        if (server.isPresent()) {
            return server.map(url -> new Connection(url, token(context, url, profile(args))));
        }
        return profile.isPresent() ? profile.map(name -> named(context, name)) : byDefault(context);
    }

    private static String profile(String[] args) {
        return option(args, "--profile").orElse(Profiles.DEFAULT);
    }

    private static Optional<String> set(Context context, String variable) {
        return Optional.ofNullable(context.env().get(variable)).filter(value -> !value.isEmpty());
    }

    /** A token of a profile is only for the server that it came from. */
    private static String token(Context context, String url, String profile) {
        return set(context, TOKEN)
                .or(() -> Profiles.of(context)
                        .find(profile)
                        .filter(known -> known.server().equals(url))
                        .map(Profiles.Profile::token))
                .orElse("");
    }

    private static Connection named(Context context, String name) {
        Profiles profiles = Profiles.of(context);
        return profiles.find(name)
                .map(profile -> connection(context, profile))
                .orElseThrow(() -> new UsageException(
                        "there is no profile '%s'; `millrace login URL --profile %s` makes it".formatted(name, name)));
    }

    private static Optional<Connection> byDefault(Context context) {
        Profiles profiles = Profiles.of(context);
        return Files.exists(profiles.file())
                ? profiles.find(Profiles.DEFAULT).map(profile -> connection(context, profile))
                : Optional.empty();
    }

    private static Connection connection(Context context, Profiles.Profile profile) {
        return new Connection(profile.server(), set(context, TOKEN).orElse(profile.token()));
    }

    private static Optional<String> option(String[] args, String name) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith(name + "=")) {
                return Optional.of(args[i].substring(name.length() + 1)).filter(value -> !value.isEmpty());
            }
            if (args[i].equals(name) && i + 1 < args.length) {
                return Optional.of(args[i + 1]).filter(value -> !value.isEmpty());
            }
        }
        return Optional.empty();
    }
}
