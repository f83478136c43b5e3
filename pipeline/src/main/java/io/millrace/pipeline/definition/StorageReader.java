package io.millrace.pipeline.definition;

import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.document.Node;
import io.millrace.pipeline.document.Scalar;
import io.millrace.pipeline.grammar.Grammar;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.plan.Value;
import io.millrace.pipeline.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads storages and cache settings. */
final class StorageReader {
    private StorageReader() {}

    static Optional<MountDefinition> mainFs(Fields pipeline) {
        return options(pipeline)
                .flatMap(options -> options.map("main_fs")
                        .map(map -> mount(options.inside(map, Grammar.MOUNT), "fs_options.main_fs")));
    }

    static List<MountDefinition> extraFs(Fields pipeline) {
        return options(pipeline)
                .map(options -> mounts(options, "fs_options.extra_fs"))
                .orElse(List.of());
    }

    private static Optional<Fields> options(Fields pipeline) {
        return pipeline.map("fs_options").map(map -> pipeline.inside(map, Grammar.FS_OPTIONS));
    }

    /** The mounts of the key {@code extra_fs}. */
    static List<MountDefinition> mounts(Fields fields, String path) {
        List<MountDefinition> mounts = new ArrayList<>();
        int index = 0;
        for (Node item : fields.list("extra_fs")) {
            if (item instanceof Mapping map) {
                mounts.add(mount(fields.inside(map, Grammar.MOUNT), path + "[" + index + "]"));
            }
            index++;
        }
        return mounts;
    }

    private static MountDefinition mount(Fields fields, String path) {
        Span at = keyOf(fields.mapping());
        return new MountDefinition(
                fields.textOr("name", at),
                fields.textOr("mount_path", at),
                fields.textOr("sub_path", at),
                fields.bool("read_only").orElse(new Marked<>(false, at)),
                path,
                at);
    }

    private static Span keyOf(Mapping mapping) {
        return mapping.flow() || mapping.entries().isEmpty()
                ? mapping.span()
                : mapping.entries().getFirst().key().span();
    }

    static CacheDefinition cache(Fields fields) {
        Optional<Mapping> map = fields.map("cache");
        if (map.isEmpty()) {
            return CacheDefinition.NOTHING;
        }
        Fields cache = fields.inside(map.get(), Grammar.CACHE);
        Optional<Marked<String>> expiry = cache.scalar("max_expired_time")
                .filter(scalar -> scalar.isText() || scalar.value().orElse(null) instanceof Value.Int)
                .map(scalar -> new Marked<>(seconds(scalar), scalar.span()));
        List<CacheDefinition.Scope> scopes = new ArrayList<>();
        for (Node item : cache.list("fs_scope")) {
            if (item instanceof Mapping scope) {
                scopes.add(scope(cache.inside(scope, Grammar.FS_SCOPE)));
            }
        }
        return new CacheDefinition(cache.bool("enable"), expiry, strategy(cache), scopes);
    }

    private static Optional<CacheStrategy> strategy(Fields cache) {
        return cache.text("strategy").flatMap(word -> CacheStrategy.of(word.value()));
    }

    private static String seconds(Scalar scalar) {
        return scalar.value().orElseThrow().text();
    }

    private static CacheDefinition.Scope scope(Fields scope) {
        Span at = keyOf(scope.mapping());
        String paths = scope.text("path").map(Marked::value).orElse("/");
        return new CacheDefinition.Scope(scope.textOr("name", at), paths, at);
    }
}
