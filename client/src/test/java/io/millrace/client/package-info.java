/** Tests of the client, against a server that misbehaves on purpose. */
@org.jspecify.annotations.NullMarked
package io.millrace.client;
