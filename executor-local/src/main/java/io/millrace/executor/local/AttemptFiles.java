package io.millrace.executor.local;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the files of attempts are: a folder for each run below {@code jobs} in the home, and in it, for node 17 and its
 * first attempt, {@code 17-1.log} (all output, appended by the step itself), {@code 17-1.pid} (the claim),
 * {@code 17-1.stop} (the wish to stop, when there was one),
 * {@code 17-1.how} (what holds it, when something does) and {@code 17-1.exit} (the exit record). Log and exit record stay when the attempt is over.
 */
public record AttemptFiles(Path home) {
    public AttemptFiles {
        home = home.toAbsolutePath().normalize();
    }

    /** The folder of the executor itself. */
    public Path jobs() {
        return home.resolve("jobs");
    }

    /** The folder with the files of all attempts of a run. */
    public Path folder(RunId run) {
        return jobs().resolve(run.toString());
    }

    /** What the attempt wrote to its standard output and standard error; absent until it starts. */
    public Path log(AttemptId attempt) {
        return file(attempt, ".log");
    }

    /** What holds the attempt while it runs: to be read by {@link Confinement#read}. */
    public Path confinement(AttemptId attempt) {
        return file(attempt, ".how");
    }

    /** Whether a process of the attempt existed and has ended. */
    public boolean hasRun(AttemptId attempt) {
        try {
            return ExitText.parse(Files.readSymbolicLink(exit(attempt)).toString()) instanceof Exit.Code;
        } catch (IOException e) {
            return false;
        }
    }

    Path claim(AttemptId attempt) {
        return file(attempt, ".pid");
    }

    Path exit(AttemptId attempt) {
        return file(attempt, ".exit");
    }

    /** A command that is too long to be an argument. */
    Path script(AttemptId attempt) {
        return file(attempt, ".sh");
    }

    /** What the names of all files of the attempt begin with. */
    Path base(AttemptId attempt) {
        return file(attempt, "");
    }

    private Path file(AttemptId attempt, String suffix) {
        return folder(attempt.run()).resolve(attempt.node() + "-" + attempt.number() + suffix);
    }
}
