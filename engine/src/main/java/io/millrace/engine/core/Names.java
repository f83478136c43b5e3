package io.millrace.engine.core;

import io.millrace.pipeline.plan.Mount;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Names that are derived from a run and a node, so that everybody derives the same ones. */
final class Names {
    private Names() {}

    /** Identity of a step's job on the wire: {@code job-run-000001-train-1a2b3c4d}, unique by its last part. */
    static String job(RunId run, StepRun step) {
        String sequence = step.iteration == 0 ? "" : "-" + step.iteration;
        int mark = Long.hashCode(run.number() * 0x9E3779B97F4A7C15L) ^ step.number;
        return ("job-" + run + "-" + step.node().name() + sequence + "-"
                        + HexFormat.of().toHexDigits(mark))
                .toLowerCase(Locale.ROOT);
    }

    /** Where an output artifact of a step lies, relative to the root of the main storage. */
    static String artifact(RunInput input, StepRun step, String artifact) {
        String pipeline = input.plan().name();
        String part = step.group.parent == null ? "post_process" : "entry_points";
        String folder =
                step.node().name() + "-" + step.iteration + "-" + md5(pipeline + "." + part + "." + step.path());
        return runFolder(input) + "/" + pipeline + "/" + folder + "/" + artifact;
    }

    /** Where the artifacts of a run lie, relative to the root of the main storage. */
    static String runFolder(RunInput input) {
        return input.plan().mainFs().map(Names::prefix).orElse("") + ".pipeline/" + input.run();
    }

    /** The path at which a job sees a path of the main storage. */
    static String seenByJob(RunInput input, String path) {
        Mount main = input.plan()
                .mainFs()
                .orElseThrow(() -> new IllegalStateException(input.run() + " has an artifact but no main storage"));
        String prefix = prefix(main);
        String inside = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
        return input.pathOf(main) + "/" + inside;
    }

    private static String prefix(Mount main) {
        String sub = main.subPath();
        if (sub.isEmpty()) {
            return "";
        }
        return sub.endsWith("/") ? sub : sub + "/";
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
