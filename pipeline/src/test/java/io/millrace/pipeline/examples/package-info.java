@NullMarked
package io.millrace.pipeline.examples;

import org.jspecify.annotations.NullMarked;
