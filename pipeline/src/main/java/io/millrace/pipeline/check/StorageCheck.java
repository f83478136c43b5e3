package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.CacheDefinition;
import io.millrace.pipeline.definition.Marked;
import io.millrace.pipeline.definition.MountDefinition;
import io.millrace.pipeline.definition.PipelineDefinition;
import io.millrace.pipeline.definition.StepDefinition;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Edit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Storages, and the cache settings that name them. */
final class StorageCheck {
    private static final Set<String> BAD_MOUNTS = Set.of("/", ".", "..");

    private final Problems problems;
    private final Set<CacheDefinition.Scope> reported = new HashSet<>();

    StorageCheck(Problems problems) {
        this.problems = problems;
    }

    /**
     * The storages of the pipeline.
     *
     * @param storage name of the main storage, wherever it comes from
     */
    void pipeline(PipelineDefinition pipeline, Optional<String> storage) {
        pipeline.mainFs().ifPresent(main -> {
            subPath(main);
            mountPath(main);
            if (main.readOnly().value()) {
                problems.error(
                        Code.FS_READ_ONLY,
                        main.readOnly().span(),
                        main.path() + ".read_only",
                        "main_fs holds the artifacts that steps write, so it cannot be read-only");
            }
            if (storage.isEmpty()) {
                problems.warning(
                        Code.FS_UNNAMED,
                        main.at(),
                        main.path(),
                        "main_fs has no name, so it is ignored",
                        Optional.of(Fix.advice("add a name to main_fs, or remove it")));
            }
        });
        pipeline.extraFs().forEach(this::extra);
        expiry(pipeline.cache(), "cache");
        pipeline.cache().scope().forEach(this::named);
    }

    void step(StepDefinition step) {
        step.extraFs().forEach(this::extra);
        expiry(step.cache(), step.head().path() + ".cache");
        step.cache().scope().forEach(this::named);
    }

    private void extra(MountDefinition mount) {
        subPath(mount);
        mountPath(mount);
        if (mount.name().value().isEmpty()) {
            problems.error(Code.FS_NAME, mount.at(), mount.path(), "an extra_fs needs the name of a storage");
        }
    }

    private void subPath(MountDefinition mount) {
        String path = mount.subPath().value();
        if (path.startsWith("/")) {
            String relative = path.replaceFirst("^/+", "");
            problems.error(
                    Code.FS_SUB_PATH,
                    mount.subPath().span(),
                    mount.path() + ".sub_path",
                    "sub_path is relative to the root of the storage, so it cannot start with '/'",
                    relative.isEmpty()
                            ? Optional.<Fix>empty()
                            : Optional.of(Fix.edit(
                                    "write '%s'".formatted(relative),
                                    new Edit(mount.subPath().span(), relative))));
        } else if (path.indexOf('\0') >= 0) {
            problems.error(
                    Code.FS_SUB_PATH,
                    mount.subPath().span(),
                    mount.path() + ".sub_path",
                    "sub_path cannot have a NUL character in it");
        } else if (Arrays.asList(path.split("/", -1)).contains("..")) {
            problems.error(
                    Code.FS_SUB_PATH,
                    mount.subPath().span(),
                    mount.path() + ".sub_path",
                    "sub_path cannot lead out of the storage with '..'");
        }
    }

    private void mountPath(MountDefinition mount) {
        if (BAD_MOUNTS.contains(mount.mountPath().value())) {
            problems.error(
                    Code.FS_MOUNT_PATH,
                    mount.mountPath().span(),
                    mount.path() + ".mount_path",
                    "nothing can be mounted at '%s'; name a folder"
                            .formatted(mount.mountPath().value()));
        }
    }

    private void expiry(CacheDefinition cache, String path) {
        cache.maxExpiredTime()
                .filter(text -> seconds(text).isEmpty())
                .ifPresent(text -> problems.error(
                        Code.CACHE_EXPIRY,
                        text.span(),
                        path + ".max_expired_time",
                        "max_expired_time is '%s', not a whole number of seconds".formatted(text.value())));
    }

    /** The seconds that a text names. */
    static Optional<Long> seconds(Marked<String> text) {
        try {
            return Optional.of(Long.parseLong(text.value().strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void named(CacheDefinition.Scope scope) {
        if (scope.name().value().isEmpty()) {
            problems.error(
                    Code.FS_NAME, scope.at(), "cache.fs_scope", "an item of fs_scope needs the name of a storage");
        }
    }

    /** The storages that a step's cache watches are mounted in it. */
    void scopes(StepDefinition step, List<CacheDefinition.Scope> scopes, Set<String> mounted) {
        for (CacheDefinition.Scope scope : scopes) {
            String name = scope.name().value();
            if (!name.isEmpty() && !mounted.contains(name) && reported.add(scope)) {
                problems.error(
                        Code.CACHE_SCOPE,
                        scope.name().span(),
                        step.head().path() + ".cache.fs_scope",
                        "the cache watches the storage '%s', which step '%s' does not have"
                                .formatted(name, step.name()));
            }
        }
    }
}
