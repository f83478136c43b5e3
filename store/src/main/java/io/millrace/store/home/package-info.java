/**
 * The data folder of Millrace: where things are in it, who owns it, and how other processes of the same user talk to the
 * owner. Exactly one process owns a home at a time; a file lock that ends with the process sees to that.
 */
@NullMarked
package io.millrace.store.home;

import org.jspecify.annotations.NullMarked;
