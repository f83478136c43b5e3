/**
 * What users registered for their runs: storages and pipelines. Here are values and ports; whether a storage may be
 * registered or a pipeline is valid is decided by whoever takes the request.
 */
@NullMarked
package io.millrace.engine.registry;

import org.jspecify.annotations.NullMarked;
