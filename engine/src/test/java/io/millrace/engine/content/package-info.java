/** Tests of manifests on real file systems, with real times of the kernel. */
@NullMarked
package io.millrace.engine.content;

import org.jspecify.annotations.NullMarked;
