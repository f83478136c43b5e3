/** Users over HTTP: logging in. */
@NullMarked
package io.millrace.server.user;

import org.jspecify.annotations.NullMarked;
