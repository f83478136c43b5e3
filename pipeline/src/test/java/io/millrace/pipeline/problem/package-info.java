@NullMarked
package io.millrace.pipeline.problem;

import org.jspecify.annotations.NullMarked;
