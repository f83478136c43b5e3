/** The JSON Schema of the language, made from its grammar, for editors. */
@NullMarked
package io.millrace.pipeline.schema;

import org.jspecify.annotations.NullMarked;
