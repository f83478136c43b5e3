package io.millrace.pipeline.property;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Generated documents for the tests of other modules. */
public final class GeneratedPipelines {
    private GeneratedPipelines() {}

    /** A pipeline that keeps every rule of the language; the same seed gives the same text. */
    public static String valid(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        return YamlWriter.write(random, PipelineGenerator.pipeline(random));
    }

    /** The same with mistakes in it, some of which do no harm. */
    public static String spoiled(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        return Mistakes.in(YamlWriter.write(random, PipelineGenerator.pipeline(random)), random);
    }
}
