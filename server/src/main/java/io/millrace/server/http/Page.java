package io.millrace.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * Which part of a list is asked for.
 *
 * @param after the key of the last row of the page before; 0: from the first
 * @param size rows of a full page
 * @param maxKeys what was asked for
 */
public record Page(long after, int size, int maxKeys) {
    private static final int DEFAULT_SIZE = 50;
    private static final int LARGEST = 1000;
    private static final String PREFIX = "m";

    /**
     * What {@code maxKeys} and {@code marker} of a query ask for.
     *
     * @throws ApiException InvalidURI or InvalidMarker
     */
    public static Page of(Call call) {
        long size = call.queryNumber("maxKeys").orElse((long) DEFAULT_SIZE);
        if (size < 1 || size > LARGEST) {
            throw ApiCode.INVALID_URI.because("maxKeys must be from 1 to %d, not %d".formatted(LARGEST, size));
        }
        return new Page(after(call.query("marker")), (int) size, (int) size);
    }

    /** The same, but shorter when the rows together would be longer than allowed. A page has one row at least. */
    public <T> Page within(List<T> rows, ToLongFunction<T> length, long longest) {
        long sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            sum += length.applyAsLong(rows.get(i));
            if (sum > longest) {
                return new Page(after, Math.clamp(i, 1, size), maxKeys);
            }
        }
        return this;
    }

    /** Rows to ask the store for: one more than is shown tells whether there is a next page. */
    public int rows() {
        return size + 1;
    }

    /** The rows to show of those that were read. */
    public <T> List<T> shown(List<T> rows) {
        return rows.size() > size ? rows.subList(0, size) : rows;
    }

    /** The key of the last row that is shown, when there are more. */
    public <T> OptionalLong next(List<T> rows, ToLongFunction<T> key) {
        return rows.size() > size ? OptionalLong.of(key.applyAsLong(rows.get(size - 1))) : OptionalLong.empty();
    }

    /** Writes the fields that all lists have. */
    public <T> void write(JsonGenerator json, List<T> rows, ToLongFunction<T> key) throws IOException {
        OptionalLong next = next(rows, key);
        json.writeNumberField("maxKeys", maxKeys);
        json.writeBooleanField("isTruncated", next.isPresent());
        if (next.isPresent()) {
            json.writeStringField("nextMarker", marker(next.getAsLong()));
        }
    }

    /** The marker of the page that follows the row with a key. */
    public static String marker(long key) {
        return PREFIX + Long.toString(key, Character.MAX_RADIX);
    }

    private static long after(String marker) {
        if (marker.isEmpty()) {
            return 0;
        }
        try {
            long key = Long.parseLong(marker.substring(1), Character.MAX_RADIX);
            if (marker.startsWith(PREFIX) && key >= 0) {
                return key;
            }
        } catch (NumberFormatException e) {
            throw badMarker(marker);
        }
        throw badMarker(marker);
    }

    private static ApiException badMarker(String marker) {
        return ApiCode.INVALID_MARKER.because(
                "'%s' is not a marker; use nextMarker of the page before".formatted(marker));
    }
}
