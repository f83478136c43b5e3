package io.millrace.cli;

import io.millrace.executor.local.LogRetention;
import io.millrace.executor.local.Sandbox;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.server.http.ServerConfig;
import io.millrace.server.http.TlsFiles;
import io.millrace.store.home.PrivateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;

/** The settings of a server as they count: defaults, then the file, then the environment, then the command line. */
record Config(Map<Setting, Effective> settings, Path folder) {
    private static final int LARGEST_PORT = 65_535;

    /** A value and who said so. */
    record Effective(String value, String origin) {}

    Config {
        settings = Map.copyOf(settings);
    }

    /**
     * Puts the settings together.
     *
     * @param file where settings may be; a file that was asked for must be there
     * @param flags what the command line says
     */
    static Config of(Context context, Path file, boolean askedFor, Map<Setting, String> flags) {
        Map<Setting, Effective> settings = new EnumMap<>(Setting.class);
        Map<Setting, String> written = askedFor || Files.exists(file) ? SettingsFile.read(file) : Map.of();
        for (Setting setting : Setting.values()) {
            settings.put(setting, new Effective(setting.normal(), "default"));
            put(settings, setting, Optional.ofNullable(written.get(setting)), file.toString());
            put(settings, setting, Optional.ofNullable(context.env().get(setting.variable())), setting.variable());
            put(settings, setting, Optional.ofNullable(flags.get(setting)), "command line");
        }
        Config config = new Config(settings, context.folder());
        config.server();
        config.tokenLife();
        config.auditLogBytes();
        config.slots();
        config.grace();
        config.sandbox();
        config.cacheStrategy();
        config.upkeep();
        return config;
    }

    private static void put(Map<Setting, Effective> settings, Setting setting, Optional<String> value, String origin) {
        value.ifPresent(text -> settings.put(setting, new Effective(text.strip(), origin)));
    }

    Effective effective(Setting setting) {
        return Optional.ofNullable(settings.get(setting)).orElseThrow();
    }

    private String text(Setting setting) {
        return effective(setting).value();
    }

    private int number(Setting setting, int least, int most) {
        Effective effective = effective(setting);
        try {
            int number = Integer.parseInt(effective.value());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(setting, effective, least, most);
        }
        throw wrong(setting, effective, least, most);
    }

    private static UsageException wrong(Setting setting, Effective effective, int least, int most) {
        return new UsageException("%s (%s) must be a whole number from %d to %d, not '%s'"
                .formatted(setting.key(), effective.origin(), least, most, effective.value()));
    }

    /** How the server listens, without its keys. */
    ServerConfig server() {
        return new ServerConfig(
                text(Setting.HOST),
                number(Setting.PORT, 0, LARGEST_PORT),
                text(Setting.COMPAT_PORT).isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(number(Setting.COMPAT_PORT, 0, LARGEST_PORT)),
                number(Setting.MAX_BODY_BYTES, 1024, 1 << 30),
                number(Setting.MAX_CONNECTIONS, 1, 1_000_000),
                number(Setting.MAX_REQUESTS, 1, 100_000),
                number(Setting.MAX_STREAMS, 1, 100_000),
                Duration.ofSeconds(number(Setting.PATIENCE_SECONDS, 1, 3600)),
                Optional.empty());
    }

    /** The keys for HTTPS, when it is wanted. */
    Optional<TlsFiles> tls() {
        if (text(Setting.TLS_KEY_STORE).isEmpty()) {
            return Optional.empty();
        }
        Path store = folder.resolve(text(Setting.TLS_KEY_STORE));
        if (!Files.isReadable(store)) {
            throw new UsageException("tls_key_store: %s cannot be read".formatted(store));
        }
        if (text(Setting.TLS_PASSWORD_FILE).isEmpty()) {
            throw new UsageException("tls_password_file is missing: it names the file with the key store's password");
        }
        Path file = folder.resolve(text(Setting.TLS_PASSWORD_FILE));
        String password = new PrivateFile(file)
                .read()
                .orElseThrow(() -> new UsageException("tls_password_file: %s does not exist".formatted(file)));
        return Optional.of(new TlsFiles(store, password));
    }

    /** How long tokens are good; empty: for ever. */
    Optional<Duration> tokenLife() {
        int hours = number(Setting.TOKEN_HOURS, 0, 1_000_000);
        return hours == 0 ? Optional.empty() : Optional.of(Duration.ofHours(hours));
    }

    /** Steps of all runs together that may run at a time. */
    int slots() {
        return number(Setting.SLOTS, 1, 1_000_000);
    }

    Duration grace() {
        return Duration.ofSeconds(number(Setting.GRACE_SECONDS, 0, 86_400));
    }

    Sandbox.Mode sandbox() {
        return choice(
                Setting.SANDBOX,
                Map.of("auto", Sandbox.Mode.AUTO, "always", Sandbox.Mode.ALWAYS, "never", Sandbox.Mode.NEVER));
    }

    /** For steps that choose none. */
    CacheStrategy cacheStrategy() {
        return choice(
                Setting.CACHE_STRATEGY,
                Map.of(
                        CacheStrategy.CONTENT.word(), CacheStrategy.CONTENT,
                        CacheStrategy.CONSERVATIVE.word(), CacheStrategy.CONSERVATIVE));
    }

    private <T> T choice(Setting setting, Map<String, T> choices) {
        Effective effective = effective(setting);
        return Optional.ofNullable(choices.get(effective.value().toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> new UsageException("%s (%s) must be one of %s, not '%s'"
                        .formatted(
                                setting.key(),
                                effective.origin(),
                                String.join(", ", new TreeSet<>(choices.keySet())),
                                effective.value())));
    }

    /** What the server removes by itself. */
    ServerUpkeep.Limits upkeep() {
        Duration every = Amounts.time(named(Setting.UPKEEP_EVERY), text(Setting.UPKEEP_EVERY));
        if (every.isZero()) {
            throw new UsageException(named(Setting.UPKEEP_EVERY) + " must not be 0");
        }
        return new ServerUpkeep.Limits(
                time(Setting.KEEP_RUNS),
                size(Setting.KEEP_ARTIFACTS),
                new LogRetention.Limits(time(Setting.KEEP_LOGS), size(Setting.KEEP_LOGS_SIZE)),
                every);
    }

    private Optional<Duration> time(Setting setting) {
        String text = text(setting);
        return text.isEmpty() ? Optional.empty() : Optional.of(Amounts.time(named(setting), text));
    }

    private OptionalLong size(Setting setting) {
        String text = text(setting);
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Amounts.bytes(named(setting), text));
    }

    private String named(Setting setting) {
        return "%s (%s)".formatted(setting.key(), effective(setting).origin());
    }

    /** The file of secrets, where it is another one than that of the home. */
    Optional<Path> secretsFile() {
        return Optional.of(text(Setting.SECRETS_FILE))
                .filter(name -> !name.isEmpty())
                .map(folder::resolve);
    }

    long auditLogBytes() {
        return number(Setting.AUDIT_LOG_BYTES, 10_000, 1 << 30);
    }

    /** Folders below which every user may register storages. */
    List<Path> storageRoots() {
        return Arrays.stream(text(Setting.STORAGE_ROOTS).split(",", -1))
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .map(folder::resolve)
                .toList();
    }
}
