package io.millrace.client;

import java.util.List;

/**
 * A page of what an attempt of a job wrote.
 *
 * @param task id of the attempt
 * @param hasNext whether there are more pages in the direction of reading
 * @param truncated whether the server reads no further, though there is more
 * @param size lines of a full page
 * @param number counts from 1
 * @param content lines, each with its line break
 */
public record LogPage(
        String run, String job, String task, boolean hasNext, boolean truncated, int size, int number, String content) {

    /** The content line by line, without line breaks. */
    public List<String> lines() {
        return content.lines().toList();
    }
}
