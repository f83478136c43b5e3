package io.millrace.server.artifact;

import io.millrace.server.http.ApiCode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file.
 *
 * @param first byte, from 0
 * @param last byte, included
 */
record ByteRange(long first, long last) {
    private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    long length() {
        return last - first + 1;
    }

    /**
     * The part that a header {@code Range} asks for; empty when it asks for the whole, for several parts, or for nothing
     * that is understood: then the whole is sent, as HTTP allows.
     *
     * @param size of the file
     * @throws io.millrace.server.http.ApiException InvalidRange when there are no such bytes
     */
    static Optional<ByteRange> of(String header, long size) {
        Matcher form = FORM.matcher(header.strip());
        if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
            return Optional.empty();
        }
        long first;
        long last = size - 1;
        if (form.group(1).isEmpty()) {
            first = Math.max(0, size - Long.parseLong(form.group(2)));
        } else {
            first = Long.parseLong(form.group(1));
            if (!form.group(2).isEmpty()) {
                last = Math.min(last, Long.parseLong(form.group(2)));
                if (Long.parseLong(form.group(2)) < first) {
                    return Optional.empty();
                }
            }
        }
        if (first >= size) {
            throw ApiCode.INVALID_RANGE
                    .because("there are no bytes '%s' in %d".formatted(header.strip(), size))
                    .with("Content-Range", "bytes */" + size);
        }
        return Optional.of(new ByteRange(first, last));
    }
}
