/**
 * What jobs read and made: the records, what is known of their content, and how one came from another. Records are
 * written by the loop together with the events they follow from; contents are read later, behind its back.
 */
@NullMarked
package io.millrace.engine.artifact;

import org.jspecify.annotations.NullMarked;
