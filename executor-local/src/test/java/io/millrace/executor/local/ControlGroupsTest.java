package io.millrace.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.local.ControlGroups.Parent;
import io.millrace.executor.local.ControlGroups.Version;
import io.millrace.pipeline.plan.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees of control groups as different machines have them. */
class ControlGroupsTest {
    @TempDir
    private Path tree;

    private static final Resources BOTH =
            new Resources(OptionalDouble.of(1.5), OptionalLong.of(1 << 20), OptionalInt.empty());

    private Path group(String path, String handed) throws IOException {
        Path group = Files.createDirectories(tree.resolve(path));
        Files.writeString(group.resolve("cgroup.subtree_control"), handed + "\n");
        Files.createFile(group.resolve("cgroup.procs"));
        return group;
    }

    private String mount(String type, String root, Path at, String options) {
        return "31 23 0:28 %s %s rw,relatime shared:9 - %s %s rw,%s".formatted(root, at, type, type, options);
    }

    private ControlGroups unified(String own, List<Path> writable) {
        return ControlGroups.of(
                List.of("0::" + own),
                List.of("garbage", mount("cgroup2", "/", tree, "nsdelegate")),
                path -> writable.contains(path) || writable.contains(path.getParent()));
    }

    @Test
    void inVersion2AGroupIsMadeBesideTheOwnOne() throws IOException {
        group("", "cpu memory pids");
        Path slice = group("user/app", "memory");
        Path own = group("user/app/session", "");
        ControlGroups groups = unified("/user/app/session", List.of(own, slice));
        assertThat(groups.parent("memory")).contains(new Parent(slice, Version.V2));
        assertThat(groups.parent("cpu")).isEmpty();
        assertThat(Bonds.of("x", false, true, BOTH, groups, true))
                .containsExactly(
                        "how\tsandbox=no network=yes cpu=none memory=cgroup groups=" + slice + "/x",
                        "group\t" + slice + "/x\tmemory.max\t1048576\tmemory.swap.max?\t0\tmemory.oom.group?\t1");
    }

    @Test
    void inVersion2OneGroupHoldsBothLimits() throws IOException {
        Path root = group("", "cpu memory");
        ControlGroups groups = unified("/", List.of(root));
        assertThat(Bonds.of("x", true, false, BOTH, groups, true))
                .hasSize(4)
                .startsWith("how\tsandbox=yes network=no cpu=cgroup memory=cgroup groups=" + root + "/x", "box")
                .contains("group\t" + root + "/x\tcpu.max\t150000 100000");
    }

    @Test
    void inVersion2NothingCanBeMadeWithoutTheRightToWrite() throws IOException {
        group("", "cpu memory");
        group("own", "");
        assertThat(unified("/own", List.of()).parent("memory")).isEmpty();
    }

    @Test
    void inVersion1AGroupIsMadeBelowTheOwnOne() throws IOException {
        Path own = group("memory/own", "");
        ControlGroups groups = ControlGroups.of(
                List.of("4:memory:/own", "1:cpu,cpuacct:/", "0::/"),
                List.of(mount("cgroup", "/", tree.resolve("memory"), "memory")),
                path -> true);
        assertThat(groups.parent("memory")).contains(new Parent(own, Version.V1));
        assertThat(groups.parent("cpu")).isEmpty();
    }

    @Test
    void aContainerSeesOnlyItsPartOfTheTree() throws IOException {
        Path memory = group("memory", "");
        Path cpu = group("cpu", "");
        ControlGroups groups = ControlGroups.of(
                List.of("4:memory:/docker/abc", "1:cpu,cpuacct:/elsewhere"),
                List.of(
                        mount("cgroup", "/docker/abc", memory, "memory"),
                        mount("cgroup", "/docker/abc", cpu, "cpuacct,cpu")),
                path -> true);
        assertThat(groups.parent("memory")).contains(new Parent(memory, Version.V1));
        assertThat(groups.parent("cpu")).contains(new Parent(cpu, Version.V1));
    }
}
