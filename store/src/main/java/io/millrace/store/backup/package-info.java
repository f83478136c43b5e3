/**
 * Backups of a home: one zip file with the database as it was at one moment, the other files that cannot be made again,
 * logs if wanted, and last a manifest with the checksums of all but the logs. {@link io.millrace.store.backup.Backup}
 * writes one beside whoever works on the home; {@link io.millrace.store.backup.Restore} makes a home of one, aside first,
 * and puts it in place only when everything in it was proved.
 */
@NullMarked
package io.millrace.store.backup;

import org.jspecify.annotations.NullMarked;
