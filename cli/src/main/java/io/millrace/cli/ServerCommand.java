package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.Secrets;
import io.millrace.engine.TimeSource;
import io.millrace.engine.loop.Engine;
import io.millrace.engine.user.User;
import io.millrace.server.http.HttpServer;
import io.millrace.server.http.ServerConfig;
import io.millrace.server.user.Accounts;
import io.millrace.store.home.Home;
import io.millrace.store.home.HomeSecrets;
import io.millrace.store.home.PrivateFile;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "server",
        description = "Serve PaddleFlow's REST API and Millrace's own, until Ctrl-C. Steps that run then go on, and the"
                + " next start takes them up.",
        footer = {
            "",
            "The first start makes the user root, with the password in $MILLRACE_ROOT_PASSWORD, else with a random one",
            "that is shown once.",
            "",
            "Examples:",
            "  millrace server",
            "  millrace server --host 0.0.0.0 --port 8999 --compat-port 8080"
        })
final class ServerCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private HomeOption global = new HomeOption();

    @Mixin
    private ServerOptions serverOptions = new ServerOptions();

    @Mixin
    private EngineOptions engineOptions = new EngineOptions();

    @Option(
            names = "--reset-root-password",
            description = "Give root the password in $$MILLRACE_ROOT_PASSWORD, else a new random one.")
    private boolean resetRootPassword;

    @Option(
            names = "--drain",
            arity = "0..1",
            fallbackValue = "-1",
            paramLabel = "SECONDS",
            description =
                    "When the server is asked to end, start no steps any more and wait for those that run, at most"
                            + " so long; without SECONDS however long it takes. What runs then still goes on.")
    @Nullable
    private Long drainSeconds;

    ServerCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Home home = context.home(global.home);
        Config settings = serverOptions.config(context, home, engineOptions.flags());
        EngineSettings engine = engineOptions.settings(settings);
        Secrets secrets = HomeSecrets.ofOwner(home, settings.secretsFile(), context.env());
        secrets.names(User.ROOT); // a file that cannot be used is told now, not to whoever asks for a run
        ServerConfig config = settings.server().withTls(settings.tls());
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        context.interruption().onInterrupt(() -> interrupted.complete(null));
        ServerLog.install();
        try (ServerWatch watch = new ServerWatch(home, context.env());
                LocalEngine local = LocalEngine.open(home, "millrace server", engine, secrets, watch.instruments())) {
            Accounts accounts = accounts(home, local, settings);
            RootAccount root = new RootAccount(home, accounts, context.env());
            root.prepare(config.host(), resetRootPassword).ifPresent(this::say);
            try (LocalServer server = LocalServer.start(local, config, settings, accounts, engine.sandbox(), watch)) {
                local.serves(() -> new Connection(localUrl(config, server.http()), accounts.rootToken()));
                root.unheeded().ifPresent(this::say);
                welcome(config, server.http(), home);
                CompletableFuture.anyOf(interrupted, local.engine().stopped()).join();
                if (!local.engine().stopped().isDone() && drainSeconds != null) {
                    drain(local.engine(), drainSeconds);
                }
                say("closing; steps that run go on");
            }
        } catch (CompletionException e) {
            throw new MillraceException(Code.CLOSED, "the engine stopped: " + e.getCause(), e);
        }
        return ExitCode.OK;
    }

    private void drain(Engine engine, long seconds) {
        CompletableFuture<Void> drained = engine.drain();
        say("draining: %d steps run, no more are started"
                .formatted(engine.load().running()));
        try {
            if (seconds < 0) {
                drained.join();
            } else {
                drained.get(seconds, TimeUnit.SECONDS);
            }
        } catch (TimeoutException e) {
            say("%d steps run still".formatted(engine.load().running()));
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Accounts accounts(Home home, LocalEngine local, Config settings) {
        return new Accounts(
                local.store(),
                local.store().users(),
                new Accounts.TokenSettings(TokenKey.of(home), settings.tokenLife()),
                TimeSource.SYSTEM,
                new PrivateFile(home.rootPassword())::delete);
    }

    /** Where commands of this machine find it. */
    private static String localUrl(ServerConfig config, HttpServer http) {
        boolean everywhere = config.host().equals("0.0.0.0") || config.host().equals("::");
        return "%s://%s:%d".formatted(scheme(config), everywhere ? "127.0.0.1" : address(config), http.port());
    }

    private static String scheme(ServerConfig config) {
        return config.tls().isPresent() ? "https" : "http";
    }

    private static String address(ServerConfig config) {
        return config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    }

    private void welcome(ServerConfig config, HttpServer http, Home home) {
        String address = address(config);
        String scheme = scheme(config);
        say("millrace %s serves %s at %s://%s:%d"
                .formatted(Version.ofMillrace(), home.folder(), scheme, address, http.port()));
        if (config.compatPort().isPresent()) {
            say("the first generation of clients at %s://%s:%d".formatted(scheme, address, http.compatPort()));
        }
    }

    private void say(String line) {
        context.out().println(line);
        context.out().flush();
    }
}
