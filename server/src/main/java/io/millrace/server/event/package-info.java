/** What happens, as it happens: streams of server-sent events about runs and their logs. */
@NullMarked
package io.millrace.server.event;

import org.jspecify.annotations.NullMarked;
