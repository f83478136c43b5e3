/** Draws the expanded graph of a plan: as Mermaid, as DOT, and as a picture. */
@NullMarked
package io.millrace.pipeline.graph;

import org.jspecify.annotations.NullMarked;
