/**
 * The shape of the language as data: which map has which keys, and what each may hold. The form check, the JSON Schema
 * and the key lists of the documentation are all read from {@link io.millrace.pipeline.grammar.Grammar}.
 */
@NullMarked
package io.millrace.pipeline.grammar;

import org.jspecify.annotations.NullMarked;
