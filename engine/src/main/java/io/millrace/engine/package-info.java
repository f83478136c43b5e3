/**
 * The ports of the run engine: what it needs from the world, implemented in neighbouring modules. The rules of runs are
 * in {@link io.millrace.engine.core}, the loop that applies them in {@code io.millrace.engine.loop}.
 */
@NullMarked
package io.millrace.engine;

import org.jspecify.annotations.NullMarked;
