@NullMarked
package io.millrace.store.content;

import org.jspecify.annotations.NullMarked;
