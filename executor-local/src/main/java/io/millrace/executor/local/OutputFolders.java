package io.millrace.executor.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the real places of output artifacts, never outside of the storage. */
final class OutputFolders {
    private OutputFolders() {}

    /**
     * Makes the parent folder of each output and answers the path of the output itself with every link above it
     * resolved. What is at the path stays as it is.
     *
     * @param root folder of the main storage
     * @param outputs paths relative to the root
     * @throws IOException when a path leads out of the root, or a parent cannot be made; the message is for people
     */
    static List<String> prepare(Path root, List<String> outputs) throws IOException {
        List<String> places = new ArrayList<>();
        Path realRoot = root.toRealPath();
        for (String output : outputs) {
            String what = "the output '" + output + "'";
            Path inside = inside(output, what);
            Path parent = realRoot;
            Path above = inside.getParent();
            if (above != null) {
                parent = makeFolders(realRoot, above, what);
            }
            places.add(parent.resolve(inside.getFileName()).toString());
        }
        return places;
    }

    /**
     * Makes the folder of a storage that a job gets, and those above it, unless they exist.
     *
     * @throws IOException when it leads out of the root or cannot be made; the message is for people
     */
    static void make(Path root, String subPath) throws IOException {
        String what = "the sub path '" + subPath + "'";
        makeFolders(root.toRealPath(), inside(subPath, what), what);
    }

    private static Path inside(String text, String what) throws IOException {
        try {
            Path path = Path.of(text).normalize();
            if (!path.isAbsolute() && !path.startsWith("..") && !path.toString().isEmpty()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new IOException(what + " is not a path: " + e.getReason(), e);
        }
        throw new IOException(what + " is not a path inside the storage");
    }

    /** Folder by folder, so that nothing is made behind a link that leads out. */
    private static Path makeFolders(Path root, Path above, String what) throws IOException {
        Path folder = root;
        for (Path name : above) {
            folder = folder.resolve(name);
            if (!Files.isDirectory(folder)) {
                try {
                    Files.createDirectories(folder);
                } catch (IOException e) {
                    throw new IOException("cannot make the folder " + folder + " for " + what, e);
                }
            }
            folder = folder.toRealPath();
            if (!folder.startsWith(root)) {
                throw new IOException(what + " leads out of the storage " + root + " to " + folder);
            }
        }
        return folder;
    }
}
