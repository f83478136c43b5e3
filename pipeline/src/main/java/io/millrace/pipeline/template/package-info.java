/** Texts with <code>{{references}}</code>. */
@NullMarked
package io.millrace.pipeline.template;

import org.jspecify.annotations.NullMarked;
