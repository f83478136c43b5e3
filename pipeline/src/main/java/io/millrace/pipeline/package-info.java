/**
 * The pipeline language: text in, a plan or problems out. No files, no clock, no chance, no threads.
 * {@link io.millrace.pipeline.PipelineCompiler} is the door. Data flows from {@code source} through {@code document}
 * (values with places), {@code definition} (the pipeline as written), {@code check} (the rules) and {@code expand} to a
 * {@code plan}.
 */
@NullMarked
package io.millrace.pipeline;

import org.jspecify.annotations.NullMarked;
