package io.millrace.pipeline.definition;

import io.millrace.pipeline.plan.ParameterType;
import io.millrace.pipeline.plan.Value;
import io.millrace.pipeline.source.Span;
import java.util.Optional;

/**
 * A parameter of a node.
 *
 * @param key where the name stands
 * @param value as written, or the default of a typed parameter, or what a request put in its place
 * @param at where the value stands
 * @param type declared type
 * @param usable false when the value could not be read; nothing more is then said about it
 */
public record ParameterDefinition(
        String name, Span key, Value value, Span at, Optional<ParameterType> type, boolean usable) {

    /** With another value, at another place. */
    public ParameterDefinition withValue(Value other, Span place) {
        return new ParameterDefinition(name, key, other, place, type, usable);
    }

    /** With another declared type. */
    public ParameterDefinition withType(Optional<ParameterType> other) {
        return new ParameterDefinition(name, key, value, at, other, usable);
    }
}
