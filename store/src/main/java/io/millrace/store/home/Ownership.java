package io.millrace.store.home;

import io.millrace.engine.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write in a home. It is a lock of the operating system on the file {@code lock}, so it ends with the process
 * however that ends, and the children of the process do not inherit it. Keep it reachable, and close it last.
 */
public final class Ownership implements AutoCloseable {
    /**
     * Homes of this process. A process that opens and closes the lock file a second time loses its lock, and nothing
     * tells it; so it must not try.
     */
    private static final Set<Path> OWNED_HERE = ConcurrentHashMap.newKeySet();

    /** An owner that is just starting or ending has no file yet or no more; this long is waited for a clear picture. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Two machines can both hold a lock there, and the database's shared memory does not reach across. */
    private static final Set<String> NETWORK_FILE_SYSTEMS = Set.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "afs",
            "ncpfs",
            "9p",
            "fuse.sshfs",
            "fuse.glusterfs");

    private final Home home;
    private final Path identity;
    private final FileLock lock;
    private final Owner owner;

    private Ownership(Home home, Path identity, FileLock lock, Owner owner) {
        this.home = home;
        this.identity = identity;
        this.lock = lock;
        this.owner = owner;
    }

    /**
     * Makes the home when it does not exist, and tries to own it. Waits about a second at most.
     *
     * @param doing the command line in short, for those who come later
     * @throws StoreException when the folder cannot be made, written or locked
     */
    public static Claim claim(Home home, String doing) {
        home.create();
        refuseNetwork(home);
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (true) {
            Optional<Ownership> ownership = attempt(home, doing);
            if (ownership.isPresent()) {
                return new Claim.Granted(ownership.get());
            }
            Optional<Owner> owner = home.owner();
            if (owner.isPresent() || Instant.now().isAfter(giveUp)) {
                return new Claim.InUse(home, owner);
            }
            if (!pause()) {
                return new Claim.InUse(home, owner);
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Optional<Ownership> attempt(Home home, String doing) {
        try {
            Path identity = home.folder().toRealPath();
            if (!OWNED_HERE.add(identity)) {
                return Optional.empty();
            }
            Optional<Ownership> ownership = Optional.empty();
            try {
                ownership = lock(home, identity, doing);
                return ownership;
            } finally {
                if (ownership.isEmpty()) {
                    OWNED_HERE.remove(identity);
                }
            }
        } catch (IOException e) {
            throw new StoreException(
                    "cannot lock the data folder %s: %s; choose a folder on a local disk with --home or MILLRACE_HOME"
                            .formatted(home.folder(), FileErrors.reason(e)),
                    e);
        }
    }

    private static Optional<Ownership> lock(Home home, Path identity, String doing) throws IOException {
        FileChannel channel = FileChannel.open(
                home.lock(),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        boolean kept = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return Optional.empty();
            }
            Owner owner = Owner.thisProcess(Instant.now(), doing);
            OwnerFile.write(home.ownerFile(), owner);
            kept = true;
            return Optional.of(new Ownership(home, identity, lock, owner));
        } finally {
            if (!kept) {
                channel.close();
            }
        }
    }

    private static void refuseNetwork(Home home) {
        try {
            String type = Files.getFileStore(home.folder()).type();
            if (isNetwork(type)) {
                throw new StoreException(
                        ("the data folder %s is on a network file system (%s), where nobody can be sure to be its only"
                                        + " owner; choose a folder on a local disk with --home or MILLRACE_HOME")
                                .formatted(home.folder(), type));
            }
        } catch (IOException e) {
            throw new StoreException(
                    "cannot look at the data folder %s: %s".formatted(home.folder(), FileErrors.reason(e)), e);
        }
    }

    /** Whether several machines may share what is on a file system of this type. */
    static boolean isNetwork(String type) {
        return NETWORK_FILE_SYSTEMS.contains(type);
    }

    public Home home() {
        return home;
    }

    /** What others see of this process. */
    public Owner owner() {
        return owner;
    }

    /** Lets the home go. Repeats do nothing. */
    @Override
    public void close() {
        if (!lock.isValid()) {
            return;
        }
        try {
            try {
                Files.deleteIfExists(home.ownerFile());
            } finally {
                lock.acquiredBy().close();
            }
        } catch (IOException e) {
            throw new StoreException(
                    "cannot let go of the data folder %s: %s".formatted(home.folder(), FileErrors.reason(e)), e);
        } finally {
            OWNED_HERE.remove(identity);
        }
    }
}
