package io.millrace.store.content;

import io.millrace.engine.content.Digest;
import io.millrace.engine.content.FileStamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A hash table of numbers, as a million records of objects would take three times the memory. One record for each file
 * (device and inode); when it is full, the quarter that came first goes. For one thread at a time.
 */
final class DigestTable {
    private static final int FIELDS = 9;
    private static final int RECORDS_IN_CHUNK = 4096;
    private static final int FIRST_SLOTS = 1 << 12;

    private final int most;
    private final List<long[]> chunks = new ArrayList<>();

    /** Number of a record plus one, 0 in a free slot; at least half of the slots are free. */
    private int[] slots = new int[FIRST_SLOTS];

    private int size;

    DigestTable(int most) {
        this.most = most;
    }

    /** Spares the growth when it is known how many records come. */
    void expect(long records) {
        int expected = (int) Math.min(most, records);
        if (2 * expected > slots.length) {
            index(Integer.highestOneBit(2 * expected) << 1);
        }
    }

    int size() {
        return size;
    }

    Optional<Digest> get(FileStamp stamp) {
        int record = slots[slot(stamp.device(), stamp.inode())] - 1;
        if (record < 0 || !stamp(record).equals(stamp)) {
            return Optional.empty();
        }
        return Optional.of(digest(record));
    }

    void put(FileStamp stamp, Digest digest) {
        int slot = slot(stamp.device(), stamp.inode());
        if (slots[slot] == 0) {
            makeRoom();
            slot = slot(stamp.device(), stamp.inode());
            slots[slot] = ++size;
        }
        write(slots[slot] - 1, stamp, digest);
    }

    private void makeRoom() {
        if (size == most) {
            dropOldest(Math.max(1, most / 4));
        }
        if (size == chunks.size() * RECORDS_IN_CHUNK) {
            chunks.add(new long[RECORDS_IN_CHUNK * FIELDS]);
        }
        if (2 * (size + 1) > slots.length) {
            index(2 * slots.length);
        }
    }

    private void dropOldest(int count) {
        for (int record = count; record < size; record++) {
            write(record - count, stamp(record), digest(record));
        }
        size -= count;
        index(slots.length);
    }

    private void index(int slotCount) {
        slots = new int[slotCount];
        for (int record = 0; record < size; record++) {
            long[] chunk = chunk(record);
            int at = at(record);
            slots[slot(chunk[at], chunk[at + 1])] = record + 1;
        }
    }

    /** Where the file is, or the free slot where it would be. */
    private int slot(long device, long inode) {
        int mask = slots.length - 1;
        int slot = hash(device, inode) & mask;
        while (slots[slot] != 0 && !isOf(slots[slot] - 1, device, inode)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int hash(long device, long inode) {
        long mixed = (inode + 31 * device) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    private boolean isOf(int record, long device, long inode) {
        long[] chunk = chunk(record);
        int at = at(record);
        return chunk[at] == device && chunk[at + 1] == inode;
    }

    /** Of a record by its number; those that came first have the lowest. */
    FileStamp stamp(int record) {
        long[] chunk = chunk(record);
        int at = at(record);
        return new FileStamp(chunk[at], chunk[at + 1], chunk[at + 2], chunk[at + 3], chunk[at + 4]);
    }

    Digest digest(int record) {
        long[] chunk = chunk(record);
        int at = at(record);
        return new Digest(chunk[at + 5], chunk[at + 6], chunk[at + 7], chunk[at + 8]);
    }

    private void write(int record, FileStamp stamp, Digest digest) {
        long[] chunk = chunk(record);
        int at = at(record);
        chunk[at] = stamp.device();
        chunk[at + 1] = stamp.inode();
        chunk[at + 2] = stamp.size();
        chunk[at + 3] = stamp.modified();
        chunk[at + 4] = stamp.changed();
        chunk[at + 5] = digest.first();
        chunk[at + 6] = digest.second();
        chunk[at + 7] = digest.third();
        chunk[at + 8] = digest.fourth();
    }

    private long[] chunk(int record) {
        return chunks.get(record / RECORDS_IN_CHUNK);
    }

    private static int at(int record) {
        return record % RECORDS_IN_CHUNK * FIELDS;
    }
}
