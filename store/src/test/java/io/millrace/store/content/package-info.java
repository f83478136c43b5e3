/** Tests of remembered digests: damaged, cut off, too many, killed while they are written. */
@NullMarked
package io.millrace.store.content;

import org.jspecify.annotations.NullMarked;
