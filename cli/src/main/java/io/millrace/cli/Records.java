package io.millrace.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Prints records of one kind in the form that was asked for.
 *
 * @param empty what is said when there are none
 * @param columns of the table; the first is what names a record
 */
record Records<T extends Record>(Context context, ListFormat format, String empty, List<Column<T>> columns) {

    /** A column of a table. */
    record Column<T>(String heading, Function<T, String> cell) {}

    Records {
        columns = List.copyOf(columns);
    }

    void printAll(List<T> records) {
        switch (format) {
            case TEXT -> table(records);
            case JSON -> json(records.stream().map(RecordValues::of).toList());
            case YAML -> yaml(records.stream().map(RecordValues::of).toList());
            case NAME -> records.forEach(this::name);
        }
        context.out().flush();
    }

    /** One record with everything there is to say about it. */
    void print(T record) {
        switch (format) {
            case TEXT -> fields(RecordValues.of(record));
            case JSON -> json(RecordValues.of(record));
            case YAML -> yaml(RecordValues.of(record));
            case NAME -> name(record);
        }
        context.out().flush();
    }

    private void name(T record) {
        context.out().println(columns.getFirst().cell().apply(record));
    }

    private void table(List<T> records) {
        if (records.isEmpty()) {
            context.out().println(empty);
            return;
        }
        Table table = new Table(columns.stream().map(Column::heading).toArray(String[]::new));
        for (T record : records) {
            table.row(
                    columns.stream().map(column -> column.cell().apply(record)).toArray(String[]::new));
        }
        table.print(context.out(), context.columns());
    }

    private void fields(Map<String, Object> values) {
        int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        values.forEach((name, value) -> {
            String text = value instanceof Collection<?> list
                    ? String.join(", ", list.stream().map(String::valueOf).toList())
                    : String.valueOf(value);
            if (text.contains("\n")) {
                context.out().println(name + ":");
                text.lines().forEach(line -> context.out().println("    " + line));
            } else if (!text.isEmpty()) {
                context.out().println(name + " ".repeat(width - name.length() + 2) + text);
            }
        });
    }

    private void yaml(Object value) {
        DumpSettings settings =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        context.out().print(new Dump(settings).dumpToString(value));
    }

    private void json(Object value) {
        context.out().println(Output.json(json -> write(json, value)));
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : new ArrayList<>(map.entrySet())) {
                    json.writeFieldName(String.valueOf(entry.getKey()));
                    write(json, entry.getValue());
                }
                json.writeEndObject();
            }
            case Collection<?> list -> {
                json.writeStartArray();
                for (Object element : list) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            default -> json.writeString(value.toString());
        }
    }
}
