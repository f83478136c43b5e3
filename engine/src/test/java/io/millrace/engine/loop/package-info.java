@NullMarked
package io.millrace.engine.loop;

import org.jspecify.annotations.NullMarked;
