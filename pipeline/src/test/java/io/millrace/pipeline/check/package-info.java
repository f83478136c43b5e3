@NullMarked
package io.millrace.pipeline.check;

import org.jspecify.annotations.NullMarked;
