@NullMarked
package io.millrace.pipeline.property;

import org.jspecify.annotations.NullMarked;
