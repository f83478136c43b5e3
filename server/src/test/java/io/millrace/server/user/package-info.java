@NullMarked
package io.millrace.server.user;

import org.jspecify.annotations.NullMarked;
