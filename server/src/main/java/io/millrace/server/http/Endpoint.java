package io.millrace.server.http;

/** Answers requests of one route. Called on virtual threads, many at a time. */
@FunctionalInterface
public interface Endpoint {
    /**
     * The answer.
     *
     * @throws ApiException when the request is refused
     */
    Answer answer(Call call);
}
