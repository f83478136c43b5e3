/** A page for every kind of problem: what the rule is, an example that breaks it and one that keeps it. */
@NullMarked
package io.millrace.pipeline.catalogue;

import org.jspecify.annotations.NullMarked;
