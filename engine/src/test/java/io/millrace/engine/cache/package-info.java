/** Tests of the step cache: what its key is made of. */
@NullMarked
package io.millrace.engine.cache;

import org.jspecify.annotations.NullMarked;
