/** The step cache: fingerprints, lookup, single flight, and why a step ran again. */
@NullMarked
package io.millrace.engine.cache;

import org.jspecify.annotations.NullMarked;
