/** The server: what Millrace can do, over HTTP. */
@NullMarked
package io.millrace.server;

import org.jspecify.annotations.NullMarked;
