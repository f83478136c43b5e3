/**
 * Writes pipelines in Java: {@link io.millrace.client.pipeline.Pipeline} is where it begins, and
 * {@link io.millrace.client.pipeline.Pipeline#yaml()} is what comes out. Steps hand artifacts and parameters on as objects;
 * which text stands for them, and what depends on what, follows from where they are used. Whether the pipeline makes sense
 * is for the server to say: {@link io.millrace.client.Language#validate}.
 */
@NullMarked
package io.millrace.client.pipeline;

import org.jspecify.annotations.NullMarked;
