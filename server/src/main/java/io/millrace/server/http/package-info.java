/**
 * What all endpoints share: routes, requests as endpoints see them, answers, errors, paging. The only place that knows the
 * HTTP library.
 */
@NullMarked
package io.millrace.server.http;

import org.jspecify.annotations.NullMarked;
