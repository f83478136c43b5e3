/** The text as a tree of values that know their places, before anything is understood as a pipeline. Reads YAML and JSON. */
@NullMarked
package io.millrace.pipeline.document;

import org.jspecify.annotations.NullMarked;
