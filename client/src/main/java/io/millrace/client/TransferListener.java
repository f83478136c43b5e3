package io.millrace.client;

import java.util.OptionalLong;

/** Is told how far a download is, often; called by the thread that downloads. */
@FunctionalInterface
public interface TransferListener {
    /** Does nothing. */
    TransferListener NONE = (done, whole) -> {};

    /**
     * Some more has come.
     *
     * @param done bytes so far
     * @param whole bytes in all; empty for a folder, whose archive is made while it is sent
     */
    void progressed(long done, OptionalLong whole);
}
