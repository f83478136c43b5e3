package io.millrace.pipeline.request;

/** A value that a request gives to a parameter. */
public sealed interface ParameterInput {

    /** Text from a command line; where the parameter is declared as a number or a list, its text may write one. */
    record Text(String text) implements ParameterInput {}

    /** A JSON value, as JSON text: its type counts. */
    record Json(String json) implements ParameterInput {}
}
