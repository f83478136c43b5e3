package io.millrace.store.home;

import io.millrace.engine.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A data folder, existing or not. The names in it are the same for everybody: {@code millrace.db} (and SQLite's files
 * beside it), {@code digests}, {@code jobs/}, {@code token.key}, {@code
 * root-password}, {@code lock}, {@code owner.json}, {@code control/}.
 *
 * @param folder absolute
 */
public record Home(Path folder) {

    public Home(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * The home that a user means.
     *
     * @param option what the command line says
     * @param environment the value of {@code MILLRACE_HOME}; an empty one counts as absent
     * @param userHome folder of the user, for the default {@code .millrace} in it
     */
    public static Home resolve(Optional<Path> option, Optional<String> environment, Path userHome) {
        return new Home(
                option.or(() -> environment.filter(value -> !value.isBlank()).map(Path::of))
                        .orElseGet(() -> userHome.resolve(".millrace")));
    }

    /** The file of the runs. */
    public Path database() {
        return folder.resolve("millrace.db");
    }

    /** The folder in which an executor keeps what it knows of its attempts. */
    public Path jobs() {
        return folder.resolve("jobs");
    }

    /** What was in folders that the cache looked at; may be deleted at any time, which costs explanations. */
    public Path manifests() {
        return folder.resolve("cache").resolve("manifests");
    }

    /** Digests of files that were read before; may be deleted at any time, which costs reading them again. */
    public Path digests() {
        return folder.resolve("digests");
    }

    /** The key that the tokens of the server are signed with. */
    public Path tokenKey() {
        return folder.resolve("token.key");
    }

    /** The secrets for steps, when nothing names another file. */
    public Path secrets() {
        return folder.resolve("secrets");
    }

    /** The key under which secrets are compared and found in logs. */
    public Path secretKey() {
        return folder.resolve("secret.key");
    }

    /** What steps got to know, as fingerprints: it is masked in logs. */
    public Path revealed() {
        return folder.resolve("secrets.revealed");
    }

    /** The password that was made up for the administrator, until it is changed. */
    public Path rootPassword() {
        return folder.resolve("root-password");
    }

    /** Who did what at the server. */
    public Path auditLog() {
        return folder.resolve("audit.log");
    }

    /** Settings, when the command line names no other file. */
    public Path settings() {
        return folder.resolve("millrace.yaml");
    }

    Path lock() {
        return folder.resolve("lock");
    }

    Path ownerFile() {
        return folder.resolve("owner.json");
    }

    /** Folder of the owner's socket; nobody but the user can enter it. */
    public Path control() {
        return folder.resolve("control");
    }

    /**
     * Makes the folders that do not exist, for this user alone.
     *
     * @throws StoreException when they cannot be made
     */
    public void create() {
        try {
            Path parent = folder.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            createPrivate(folder);
            createPrivate(jobs());
            createPrivate(control());
            Files.setPosixFilePermissions(control(), PosixFilePermissions.fromString("rwx------"));
        } catch (FileAlreadyExistsException e) {
            throw new StoreException(
                    "cannot use %s as data folder: %s is a file; choose another with --home or MILLRACE_HOME"
                            .formatted(folder, e.getFile()),
                    e);
        } catch (IOException e) {
            throw new StoreException(
                    "cannot make the data folder %s: %s; choose another with --home or MILLRACE_HOME"
                            .formatted(folder, FileErrors.reason(e)),
                    e);
        }
    }

    private static void createPrivate(Path folder) throws IOException {
        FileAttribute<?> onlyUser = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        if (!Files.isDirectory(folder)) {
            try {
                Files.createDirectory(folder, onlyUser);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(folder)) {
                    throw e; // otherwise another process was faster
                }
            }
        }
    }

    /** The process that owns this home at the moment, as far as can be seen without disturbing it. */
    public Optional<Owner> owner() {
        return OwnerFile.read(ownerFile()).filter(Owner::isAlive);
    }
}
