/** Tests of writing pipelines. */
@org.jspecify.annotations.NullMarked
package io.millrace.client.pipeline;
