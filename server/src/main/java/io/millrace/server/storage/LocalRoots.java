package io.millrace.server.storage;

import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import io.millrace.server.http.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which folders of this machine may become storages. Root may register any but those that are Millrace's own. Others may
 * register what is below a folder of their own, which is made when they need it, or below a folder that the operator
 * opened for all. Paths are compared after symbolic links were followed.
 *
 * @param home Millrace's own data folder
 * @param shared folders that the operator opened for all users
 */
public record LocalRoots(Path home, List<Path> shared) {
    private static final String PERSONAL = "storages";

    public LocalRoots {
        home = home.toAbsolutePath().normalize();
        shared = shared.stream().map(path -> path.toAbsolutePath().normalize()).toList();
    }

    /** The folder below which a user may always have storages. */
    public Path personal(String user) {
        return home.resolve(PERSONAL).resolve(user);
    }

    /**
     * The folder that a caller means, with symbolic links followed.
     *
     * @param path absolute
     * @throws ApiException InvalidFileSystemParamsURL when there is no such folder, or AccessDenied when it may not become
     *     a storage
     */
    Path open(Caller caller, String path) {
        Path wanted = absolute(path);
        try {
            Path own = personal(caller.name());
            if (wanted.startsWith(own)) {
                Files.createDirectories(own);
                makeBelow(own.toRealPath(), wanted);
            }
            Path real = existing(wanted);
            if (!allowed(caller, real)) {
                throw refused(caller, wanted);
            }
            return real;
        } catch (IOException e) {
            throw ApiCode.INVALID_FILE_SYSTEM_PARAMS_URL.because(
                    "%s cannot be used: %s".formatted(wanted, e.getClass().getSimpleName()));
        }
    }

    private static Path absolute(String path) {
        try {
            Path wanted = Path.of(path).normalize();
            if (wanted.isAbsolute()
                    && wanted.getNameCount() > 0
                    && !List.of(path.split("/")).contains("..")) {
                return wanted;
            }
        } catch (InvalidPathException e) {
            throw ApiCode.INVALID_FILE_SYSTEM_PARAMS_URL.because("not the path of a folder: " + e.getReason());
        }
        throw ApiCode.INVALID_FILE_SYSTEM_PARAMS_URL.because(
                "'%s' is not the path of a folder; write local://path/to/folder, without ..".formatted(path));
    }

    /** Makes folders, but none where a symbolic link leads out of {@code root}. */
    private static void makeBelow(Path root, Path wanted) throws IOException {
        Optional<Path> there = Optional.of(wanted);
        while (there.filter(path -> !Files.exists(path)).isPresent()) {
            there = there.map(Path::getParent);
        }
        if (there.isPresent() && there.get().toRealPath().startsWith(root)) {
            Files.createDirectories(wanted);
        }
    }

    private static Path existing(Path wanted) throws IOException {
        if (!Files.isDirectory(wanted)) {
            throw ApiCode.INVALID_FILE_SYSTEM_PARAMS_URL.because(
                    "there is no folder %s on the server; make it first".formatted(wanted));
        }
        return wanted.toRealPath();
    }

    private boolean allowed(Caller caller, Path real) throws IOException {
        if (isBelow(real, personal(caller.name()))) {
            return true;
        }
        if (isBelow(real, home.resolve(PERSONAL))) {
            return caller.isRoot();
        }
        if (isBelow(real, home) || home.toRealPath().startsWith(real)) {
            return false;
        }
        return caller.isRoot() || isBelowShared(real);
    }

    private boolean isBelowShared(Path real) throws IOException {
        for (Path root : shared) {
            if (isBelow(real, root)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBelow(Path real, Path root) throws IOException {
        return Files.isDirectory(root) && real.startsWith(root.toRealPath());
    }

    private ApiException refused(Caller caller, Path wanted) {
        if (caller.isRoot()) {
            return ApiCode.ACCESS_DENIED.because(
                    "%s holds Millrace's own data and cannot be a storage; choose another folder".formatted(wanted));
        }
        String opened = shared.stream().map(root -> ", " + root).collect(Collectors.joining());
        return ApiCode.ACCESS_DENIED.because("user %s may register folders below %s%s; root may register others"
                .formatted(caller.name(), personal(caller.name()), opened));
    }
}
