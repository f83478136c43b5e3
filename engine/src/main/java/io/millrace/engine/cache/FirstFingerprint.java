package io.millrace.engine.cache;

import io.millrace.engine.core.Ingredients;
import io.millrace.engine.core.JobMount;
import io.millrace.pipeline.plan.CacheStrategy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a step is by its definition. */
public final class FirstFingerprint {
    /** Changes whenever the key gets another meaning, so that results made under the old one are not found. */
    private static final String VERSION = "1";

    private FirstFingerprint() {}

    /** SHA-256 in hexadecimal. Conservative: the same as PaddleFlow makes. */
    public static String of(Ingredients step, CacheStrategy strategy) {
        return switch (strategy) {
            case CONSERVATIVE -> Sha256.of(ConservativeJson.of(step) + secrets(step));
            case CONTENT ->
                Sha256.of("content " + VERSION + "\n" + facts(step, strategy).json());
        };
    }

    /** The definition as named texts. Paths of input artifacts are a part of it for the conservative strategy only. */
    public static Facts facts(Ingredients step, CacheStrategy strategy) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("image", step.image());
        facts.put("command", step.command());
        step.env().forEach((name, value) -> facts.put("env " + name, value));
        step.secrets().forEach((name, digest) -> facts.put("secret in " + name, digest));
        step.parameters().forEach((name, value) -> facts.put("parameter " + name, value));
        step.inputs().forEach((name, paths) -> facts.put("input " + name, input(paths, strategy)));
        step.outputs().forEach(name -> facts.put("output " + name, "declared"));
        step.mainFs().ifPresent(mount -> facts.put("main storage", text(mount)));
        List<JobMount> others = step.extraFs();
        for (int i = 0; i < others.size(); i++) {
            facts.put("storage %03d".formatted(i + 1), text(others.get(i)));
        }
        step.loopItem().ifPresent(item -> facts.put("loop element", item));
        return new Facts(facts);
    }

    /** PaddleFlow has no secrets; steps without any have its key. */
    private static String secrets(Ingredients step) {
        return step.secrets().isEmpty() ? "" : "\n" + new Facts(step.secrets()).json();
    }

    private static String input(List<String> paths, CacheStrategy strategy) {
        return switch (strategy) {
            case CONTENT -> paths.size() + " paths";
            case CONSERVATIVE -> String.join(",", paths);
        };
    }

    private static String text(JobMount mount) {
        String path = mount.asked() ? " at " + mount.mountPath() : "";
        String sub = mount.subPath().isEmpty() ? "" : "/" + mount.subPath();
        return mount.storage() + " (" + mount.location() + sub + ")" + path + (mount.readOnly() ? " read-only" : "");
    }
}
