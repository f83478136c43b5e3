/** What a server does by itself, in the background and in small portions. */
@NullMarked
package io.millrace.server.upkeep;

import org.jspecify.annotations.NullMarked;
