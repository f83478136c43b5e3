package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.StoreException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Answers shells that ask what a word could become. */
final class Completions {
    /** What scripts of {@code millrace completion} call, followed by the words so far, the unfinished one last. */
    static final String COMMAND = "__complete";

    private Completions() {}

    static int print(Context context, CommandLine line, List<String> words, Optional<Connection> server) {
        Completer.Candidates candidates = server.isPresent() ? remote(context, server) : new HomeCandidates(context);
        try {
            new Completer(line, candidates).complete(words).forEach(context.out()::println);
        } catch (UsageException | MillraceException | StoreException e) {
            return ExitCode.FAILED; // a shell that completes has no place for messages
        }
        context.out().flush();
        return ExitCode.OK;
    }

    private static Completer.Candidates remote(Context context, Optional<Connection> server) {
        return new RemoteCandidates(context, new Remote(context, new Servers(server), new ServerOption()));
    }
}
