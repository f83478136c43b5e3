package io.millrace.pipeline.catalogue;

import io.millrace.pipeline.problem.Code;
import java.util.List;

/** 30xx to 33xx: storages, cache, images, parallelism, retry, timeout, resources. */
final class SettingPages {
    private static final String STEP = """
            entry_points:
              greet: {command: echo hello}
            """;

    static final List<Page> PAGES = List.of(
            new Page(
                    Code.FS_SUB_PATH,
                    "`sub_path` is a folder inside the storage, relative to its root: no leading `/`, no `..`.",
                    "name: hello\nfs_options: {main_fs: {name: work, sub_path: /team}}\n" + STEP,
                    "name: hello\nfs_options: {main_fs: {name: work, sub_path: team}}\n" + STEP),
            new Page(
                    Code.FS_READ_ONLY,
                    "The main storage takes the artifacts that steps write. Mount a read-only storage under `extra_fs`.",
                    "name: hello\nfs_options: {main_fs: {name: work, read_only: true}}\n" + STEP,
                    "name: hello\nfs_options: {main_fs: {name: work}, extra_fs: [{name: data, read_only: true}]}\n"
                            + STEP),
            new Page(
                    Code.FS_NAME,
                    "Items of `extra_fs` and of `fs_scope` name a storage.",
                    "name: hello\nfs_options: {extra_fs: [{mount_path: /data}]}\n" + STEP,
                    "name: hello\nfs_options: {extra_fs: [{name: data, mount_path: /data}]}\n" + STEP),
            new Page(
                    Code.FS_UNNAMED,
                    "Without a name `main_fs` stands for no storage and the rest of it has no effect. A warning.",
                    "name: hello\nfs_options: {main_fs: {sub_path: team}}\n" + STEP,
                    "name: hello\nfs_options: {main_fs: {name: work, sub_path: team}}\n" + STEP),
            new Page(Code.FS_DIFFERS, """
                    On a server the storage that the request names and the one that the pipeline names must be the same, so
                    that nobody's artifacts end up where they are not expected. Change one of them, or leave one out.
                    """),
            new Page(
                    Code.FS_MOUNT_PATH,
                    "A storage is mounted at a folder of its own; `/`, `.` and `..` are none.",
                    "name: hello\nfs_options: {main_fs: {name: work, mount_path: /}}\n" + STEP,
                    "name: hello\nfs_options: {main_fs: {name: work, mount_path: /work}}\n" + STEP),
            new Page(
                    Code.CACHE_SCOPE,
                    """
                    A step's cache can only watch storages that the step has: main_fs, its own extra_fs and those of the
                    pipeline. A scope of the pipeline's cache counts for every step. It is checked even while the cache is
                    off.
                    """,
                    "name: hello\ncache: {enable: true, fs_scope: [{name: data}]}\n" + STEP,
                    "name: hello\nfs_options: {extra_fs: [{name: data}]}\ncache: {enable: true, fs_scope: [{name: data}]}\n"
                            + STEP),
            new Page(
                    Code.CACHE_EXPIRY,
                    "`max_expired_time` counts whole seconds; -1 means for ever.",
                    "name: hello\ncache: {enable: true, max_expired_time: 1h}\n" + STEP,
                    "name: hello\ncache: {enable: true, max_expired_time: 3600}\n" + STEP),
            new Page(
                    Code.IMAGE_TAR,
                    "Images are named, not given as tar files.",
                    "name: hello\ndocker_env: python.tar\n" + STEP,
                    "name: hello\ndocker_env: python:3.12\n" + STEP),
            new Page(
                    Code.PARALLELISM,
                    "At most 20 steps of a run work at a time. Below 1 the default of 10 is used, above 20 it is 20. A warning.",
                    "name: hello\nparallelism: 50\n" + STEP,
                    "name: hello\nparallelism: 20\n" + STEP),
            new Page(
                    Code.IMAGE_MISSING,
                    "Here steps run in containers, so each needs an image: its own `docker_env` or that of the pipeline."),
            new Page(Code.DURATION, """
                    Durations are written as numbers with units, `500ms`, `90s`, `15m`, `2h`, `1d` or joined as in `1h30m`;
                    a bare number counts seconds.
                    """, """
                    name: hello
                    entry_points:
                      greet: {command: echo hello, timeout: 2 hours}
                    """, """
                    name: hello
                    entry_points:
                      greet: {command: echo hello, timeout: 2h}
                    """),
            new Page(
                    Code.RETRY,
                    "`max_attempts` counts the first attempt too, 1 to 100; `on` lists exit codes of failures, 1 to 255.",
                    """
                    name: hello
                    entry_points:
                      greet: {command: echo hello, retry: {max_attempts: 0}}
                    """,
                    """
                    name: hello
                    entry_points:
                      greet: {command: echo hello, retry: {max_attempts: 3, backoff: 10s, on: [75]}}
                    """),
            new Page(
                    Code.RESOURCES,
                    "`cpu` is a number of cores (2, 0.5, 500m), `memory` an amount (512Mi, 2Gi, bytes), `gpu` a number of devices.",
                    """
                    name: hello
                    entry_points:
                      greet: {command: echo hello, resources: {memory: lots}}
                    """,
                    """
                    name: hello
                    entry_points:
                      greet: {command: echo hello, resources: {cpu: 500m, memory: 2Gi}}
                    """));

    private SettingPages() {}
}
