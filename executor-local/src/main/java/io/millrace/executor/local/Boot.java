package io.millrace.executor.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names the present boot of the machine. */
final class Boot {
    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private Boot() {}

    /**
     * A name that changes with every start of the machine.
     *
     * @throws IOException when the system does not tell
     */
    static String id() throws IOException {
        if (Files.isReadable(LINUX)) {
            return Files.readString(LINUX).strip();
        }
        Process sysctl = new ProcessBuilder("sysctl", "-n", "kern.bootsessionuuid").start();
        String id = new String(sysctl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        if (id.isEmpty()) {
            throw new IOException("cannot tell which boot of the machine this is: neither " + LINUX
                    + " nor sysctl kern.bootsessionuuid has an answer");
        }
        return id;
    }
}
