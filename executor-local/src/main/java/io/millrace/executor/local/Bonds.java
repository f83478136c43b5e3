package io.millrace.executor.local;

import io.millrace.executor.local.Confinement.Means;
import io.millrace.executor.local.ControlGroups.Parent;
import io.millrace.pipeline.plan.Resources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What holds a step while it runs: the sandbox and the limits on its resources, in the words in which an order tells them
 * to a wrapper.
 */
final class Bonds {
    private static final int PERIOD_MICROS = 100_000;
    private static final int SHORTEST_QUOTA_MICROS = 1000;

    private final String name;
    private final List<String> words = new ArrayList<>();
    private final List<Path> groups = new ArrayList<>();

    private Bonds(String name) {
        this.name = name;
    }

    /**
     * The bonds of one step.
     *
     * @param name of its control groups; nobody else's on this machine
     * @param network whether it has the network
     * @param limits whether the system knows limits of memory for each process
     */
    static List<String> of(
            String name, boolean sandbox, boolean network, Resources resources, ControlGroups system, boolean limits) {
        var bonds = new Bonds(name);
        if (sandbox) {
            bonds.words.add("box");
        }
        var confinement = new Confinement(
                sandbox, network, bonds.cpu(resources, system), bonds.memory(resources, system, limits));
        if (confinement.isWorthARecord()) {
            bonds.words.addFirst("how\t" + confinement.text(bonds.groups));
        }
        return bonds.words;
    }

    private Means cpu(Resources resources, ControlGroups system) {
        if (resources.cpu().isEmpty()) {
            return Means.UNLIMITED;
        }
        Optional<Parent> parent = system.parent("cpu");
        if (parent.isEmpty()) {
            return Means.NONE;
        }
        long quota = Math.max(SHORTEST_QUOTA_MICROS, Math.round(resources.cpu().getAsDouble() * PERIOD_MICROS));
        switch (parent.get().version()) {
            case V1 -> group(parent.get(), "cpu.cfs_period_us", PERIOD_MICROS, "cpu.cfs_quota_us", quota);
            case V2 -> group(parent.get(), "cpu.max", quota + " " + PERIOD_MICROS);
        }
        return Means.CGROUP;
    }

    private Means memory(Resources resources, ControlGroups system, boolean limits) {
        if (resources.memory().isEmpty()) {
            return Means.UNLIMITED;
        }
        long bytes = resources.memory().getAsLong();
        Optional<Parent> parent = system.parent("memory");
        if (parent.isEmpty()) {
            if (!limits) {
                return Means.NONE;
            }
            words.add("data\t" + bytes);
            return Means.PRLIMIT;
        }
        switch (parent.get().version()) {
            // A limit on memory alone would be a limit on speed: what is above it would go to the swap space.
            case V1 -> group(parent.get(), "memory.limit_in_bytes", bytes, "memory.memsw.limit_in_bytes?", bytes);
            case V2 -> group(parent.get(), "memory.max", bytes, "memory.swap.max?", 0, "memory.oom.group?", 1);
        }
        return Means.CGROUP;
    }

    private void group(Parent parent, Object... settings) {
        Path group = parent.folder().resolve(name);
        if (!groups.contains(group)) {
            groups.add(group);
        }
        var word = new StringBuilder("group\t").append(group);
        for (Object setting : settings) {
            word.append('\t').append(setting);
        }
        words.add(word.toString());
    }
}
