package io.millrace.store.home;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Owns a home until it is killed. Prints the number of a child of its own that outlives it, then {@code owned}; answers
 * requests with themselves.
 */
final class OwnerProcess {
    private OwnerProcess() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Claim claim = Ownership.claim(new Home(Path.of(arguments[0])), "owner process");
        switch (claim) {
            case Claim.InUse inUse -> System.out.println(inUse.message());
            case Claim.Granted(Ownership ownership) -> own(ownership);
        }
    }

    private static void own(Ownership ownership) throws IOException, InterruptedException {
        ControlServer server = ControlServer.open(ownership, request -> "heard " + request);
        Process child = new ProcessBuilder("sleep", "600").start();
        System.out.println(child.pid());
        System.out.println("owned");
        child.waitFor();
        server.close();
    }
}
