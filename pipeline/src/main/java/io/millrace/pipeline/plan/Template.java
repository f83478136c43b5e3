package io.millrace.pipeline.plan;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A text (or typed value) with references in it, for example <code>--lr {{lr}} --out {{model}}</code>.
 *
 * @param parts in order; a template of exactly one part keeps that part's type, several parts give text
 */
public record Template(List<Part> parts) {

    /** A fixed piece or a reference. */
    public sealed interface Part permits Fixed, Ref {}

    /** A piece that needs no lookup. */
    public record Fixed(Value value) implements Part {}

    /** A <code>{{...}}</code>. Which kinds may stand where is checked before a plan exists. */
    public sealed interface Ref extends Part {
        /** <code>{{PF_RUN_ID}}</code> and its three companions. */
        record SystemValue(SystemVariable variable) implements Ref {}

        /** <code>{{name}}</code>: an own parameter or an own artifact. */
        record Own(String name) implements Ref {}

        /** <code>{{node.name}}</code>: a parameter of a sibling that this node depends on. */
        record Upstream(String node, String name) implements Ref {}

        /** <code>{{PF_PARENT.name}}</code>: a parameter of the enclosing DAG. */
        record Parent(String name) implements Ref {}

        /** <code>{{PF_PARENT.PF_LOOP_ARGUMENT}}</code>: the element of the enclosing DAG's iteration. */
        record ParentLoop() implements Ref {}

        /** <code>{{secret.NAME}}</code>: a value that only the executor knows. Stands in {@code env}, as the whole value. */
        record Secret(String name) implements Ref {}
    }

    public Template {
        parts = List.copyOf(parts);
    }

    /** A template without references. */
    public static Template of(Value value) {
        return new Template(List.of(new Fixed(value)));
    }

    /** A template without references. */
    public static Template of(String text) {
        return of(new Value.Text(text));
    }

    /** Whether nothing has to be looked up. */
    public boolean isFixed() {
        return parts.stream().allMatch(Fixed.class::isInstance);
    }

    /** The value with every reference replaced. {@code lookup} answers each reference that occurs. */
    public Value resolve(Function<Ref, Value> lookup) {
        if (parts.size() == 1) {
            return value(parts.getFirst(), lookup);
        }
        return new Value.Text(
                parts.stream().map(part -> value(part, lookup).text()).collect(Collectors.joining()));
    }

    private static Value value(Part part, Function<Ref, Value> lookup) {
        return switch (part) {
            case Fixed fixed -> fixed.value();
            case Ref ref -> lookup.apply(ref);
        };
    }
}
