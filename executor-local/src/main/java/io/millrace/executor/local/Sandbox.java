package io.millrace.executor.local;

import io.millrace.engine.core.JobMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether and how steps get mount and process namespaces of their own, made by bubblewrap. In there a step sees the
 * files of this machine as they are, and each storage at its mount path, read-only where that was asked for. Nothing of
 * it is visible outside, and nothing is left when the step has ended.
 *
 * <p>It gives each step the view it asked for; it does not lock up a step that means harm. Safe for use by many threads.
 */
public final class Sandbox {
    /** Which steps are sandboxed. */
    public enum Mode {
        /** Those that need it: with a mount path, or without the network; and those that ask to read only, if it works. */
        AUTO,
        /** All. */
        ALWAYS,
        /** None; those that need it are refused. */
        NEVER;

        /** As on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Mode mode;
    private final boolean network;
    private final Bubblewrap bubblewrap;

    private Sandbox(Mode mode, boolean network, Bubblewrap bubblewrap) {
        this.mode = mode;
        this.network = network;
        this.bubblewrap = bubblewrap;
    }

    /**
     * Decides; bubblewrap is not looked for before a step needs it.
     *
     * @param network whether steps may use the network; if not, each of them needs the sandbox
     * @param program name or path of bubblewrap
     * @throws IllegalArgumentException for no network without a sandbox, which cannot be
     */
    public static Sandbox of(Mode mode, boolean network, String program) {
        if (mode == Mode.NEVER && !network) {
            throw new IllegalArgumentException("without a sandbox the network cannot be kept from steps");
        }
        return new Sandbox(mode, network, new Bubblewrap(program));
    }

    /** Sandboxes what needs it, with the network. */
    public static Sandbox automatic() {
        return of(Mode.AUTO, true, "bwrap");
    }

    /** Why no step can be sandboxed although all have to be, with the remedy; empty: all is well. */
    public Optional<String> missing() {
        return mode == Mode.ALWAYS || !network ? bubblewrap.missing() : Optional.empty();
    }

    /** Why a step with these mounts cannot run here, with the remedy; empty: it can, as far as one can tell before. */
    public Optional<String> refusal(List<JobMount> mounts) {
        try {
            if (appliesTo(mounts)) {
                MountView.of(mounts).arguments();
            }
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Whether steps in the sandbox have the network. */
    boolean network() {
        return network;
    }

    /** Whether there is any reason to sandbox a step with these mounts. */
    boolean mayApplyTo(List<JobMount> mounts) {
        return mode == Mode.ALWAYS || !network || mounts.stream().anyMatch(mount -> mount.asked() || mount.readOnly());
    }

    /**
     * Whether a step with these mounts is to be sandboxed.
     *
     * @throws RefusedException when it would have to be and cannot
     */
    boolean appliesTo(List<JobMount> mounts) throws RefusedException {
        Optional<JobMount> asked = mounts.stream().filter(JobMount::asked).findFirst();
        if (mode == Mode.NEVER) {
            if (asked.isPresent()) {
                throw new RefusedException(needs(asked.get()) + ", which --sandbox never forbids");
            }
            return false;
        }
        if (asked.isEmpty() && mode == Mode.AUTO && network) {
            return mounts.stream().anyMatch(JobMount::readOnly)
                    && bubblewrap.missing().isEmpty();
        }
        Optional<String> missing = bubblewrap.missing();
        if (missing.isPresent()) {
            throw new RefusedException(
                    asked.map(mount -> needs(mount) + ", and ").orElse("the step is to run in a sandbox, and ")
                            + missing.get());
        }
        return true;
    }

    private static String needs(JobMount mount) {
        return "storage '" + mount.storage() + "' is to be mounted at " + mount.mountPath() + ": that needs a sandbox";
    }

    /**
     * The command inside of the sandbox. Its third argument is to be replaced by the number of a pipe that hears when the
     * command runs.
     */
    List<String> around(List<String> command, List<JobMount> mounts, String workDir) throws RefusedException {
        List<String> arguments = new ArrayList<>(bubblewrap.command());
        arguments.addAll(List.of("--json-status-fd", "-1", "--unshare-pid", "--new-session"));
        if (!network) {
            arguments.add("--unshare-net");
        }
        arguments.addAll(MountView.of(mounts).arguments());
        arguments.addAll(List.of("--chdir", workDir, "--"));
        arguments.addAll(command);
        return arguments;
    }
}
