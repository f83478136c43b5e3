@NullMarked
package io.millrace.pipeline.conformance;

import org.jspecify.annotations.NullMarked;
