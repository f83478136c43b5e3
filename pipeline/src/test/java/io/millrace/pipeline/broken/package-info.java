@NullMarked
package io.millrace.pipeline.broken;

import org.jspecify.annotations.NullMarked;
