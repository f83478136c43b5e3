package io.millrace.cli;

import io.millrace.pipeline.problem.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads {@code millrace.yaml}: a map of the keys of {@link Setting} to texts, numbers, or a list of texts. */
final class SettingsFile {
    private static final int MOST_BYTES = 1 << 20;

    private SettingsFile() {}

    /**
     * What the file says.
     *
     * @throws UsageException when it cannot be read, or says what is no setting
     */
    static Map<Setting, String> read(Path file) {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        if (!(load(file) instanceof Map<?, ?> map)) {
            throw new UsageException(file + " must hold a map of settings, such as `port: 8999`");
        }
        map.forEach((key, value) -> settings.put(setting(file, String.valueOf(key)), text(file, key, value)));
        return settings;
    }

    private static Object load(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UsageException("%s is larger than %d bytes".formatted(file, MOST_BYTES));
            }
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file.toString())
                    .setAllowDuplicateKeys(false)
                    .build();
            Object loaded = new Load(settings).loadFromString(Files.readString(file));
            return loaded == null ? Map.of() : loaded;
        } catch (IOException e) {
            throw new UsageException("the settings in %s cannot be read: %s".formatted(file, e.getMessage()));
        } catch (YamlEngineException e) {
            throw new UsageException("the settings in %s are not YAML: %s".formatted(file, e.getMessage()));
        }
    }

    private static Setting setting(Path file, String key) {
        List<String> keys = Arrays.stream(Setting.values()).map(Setting::key).toList();
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow(() -> unknown(file, key, keys));
    }

    private static UsageException unknown(Path file, String key, List<String> keys) {
        String fix = Nearest.to(key, keys)
                .map(near -> "did you mean '%s'?".formatted(near))
                .orElseGet(() -> "there are " + String.join(", ", keys));
        return new UsageException("%s: '%s' is no setting; %s".formatted(file, key, fix));
    }

    private static String text(Path file, Object key, Object value) {
        return switch (value) {
            case String text -> text;
            case Integer number -> String.valueOf(number);
            case Long number -> String.valueOf(number);
            case List<?> list -> list.stream().map(one -> text(file, key, one)).collect(Collectors.joining(","));
            case null, default ->
                throw new UsageException("%s: %s must be a text, a whole number or a list of texts, not '%s'"
                        .formatted(file, key, value));
        };
    }
}
