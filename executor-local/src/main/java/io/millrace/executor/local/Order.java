package io.millrace.executor.local;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An order to the launcher in the form it reads: a length, then fields, each with its own length before it. */
final class Order {
    private final ByteArrayOutputStream fields = new ByteArrayOutputStream(512);

    private Order(String kind) {
        with(kind);
    }

    /** An order about the attempt that goes by {@code ticket} between executor and launcher. */
    static Order of(char kind, long ticket) {
        return new Order(String.valueOf(kind)).with(ticket);
    }

    Order with(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        length(bytes.length);
        fields.writeBytes(bytes);
        return this;
    }

    Order with(long number) {
        return with(Long.toString(number));
    }

    /** Adds the number of the texts, then each of them. */
    Order withAll(List<String> texts) {
        with(texts.size());
        texts.forEach(this::with);
        return this;
    }

    byte[] bytes() {
        return ByteBuffer.allocate(Integer.BYTES + fields.size())
                .putInt(fields.size())
                .put(fields.toByteArray())
                .array();
    }

    private void length(int length) {
        fields.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    }
}
