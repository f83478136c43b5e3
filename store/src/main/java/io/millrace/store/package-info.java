/**
 * Runs in a database: SQLite in a file, written by one thread that lets everybody who waits share one transaction, read
 * by a few connections of their own.
 *
 * <p>{@link io.millrace.store.SqliteStore} is for the process that owns the data folder, {@link
 * io.millrace.store.SqliteQueries} alone for everybody else. The way in: {@code SqliteStore -> GroupCommit -> RunWrites};
 * the way out: {@code SqliteQueries -> ReadPool -> RunReads}. SQL that only SQLite understands is in the migrations, in
 * {@code SqliteFile} and in one constant of {@code RunListSql}. The database file must never be opened by other means in the process that uses it here: closing
 * any other handle on it would drop SQLite's locks.
 */
@NullMarked
package io.millrace.store;

import org.jspecify.annotations.NullMarked;
