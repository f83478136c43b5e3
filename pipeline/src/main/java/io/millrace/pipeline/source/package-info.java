/** Pipeline text and places in it. Lines and columns count from 1; columns count characters, not bytes. */
@NullMarked
package io.millrace.pipeline.source;

import org.jspecify.annotations.NullMarked;
