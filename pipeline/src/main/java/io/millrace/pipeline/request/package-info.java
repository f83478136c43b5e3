/** What a request to run a pipeline may change in it. Plain values, easy to store and to make again. */
@NullMarked
package io.millrace.pipeline.request;

import org.jspecify.annotations.NullMarked;
