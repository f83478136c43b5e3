/** Storages over HTTP: which folders of this machine users may register, and how runs find them. */
@NullMarked
package io.millrace.server.storage;

import org.jspecify.annotations.NullMarked;
