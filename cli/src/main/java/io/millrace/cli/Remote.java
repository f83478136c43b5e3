package io.millrace.cli;

import io.millrace.client.MillraceClient;
import io.millrace.client.MillraceClientException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks the server that commands are for. Commands know it by this class alone, so that local ones load nothing of it. */
record Remote(Context context, Servers servers, ServerOption option) {

    /** Turns a refusal into a message with a remedy. */
    <R> R ask(Function<MillraceClient, R> question) {
        Connection connection = servers.of(context, option.home);
        try (MillraceClient client = MillraceClient.builder()
                .endpoint(connection.url())
                .token(connection.token())
                .build()) {
            return question.apply(client);
        } catch (MillraceClientException e) {
            throw new UsageException(message(e, connection));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    void tell(Consumer<MillraceClient> order) {
        ask(client -> {
            order.accept(client);
            return true;
        });
    }

    private static String message(MillraceClientException e, Connection connection) {
        return switch (e.code()) {
            case "AuthWithoutToken" ->
                "%s wants a login: `millrace login %s`".formatted(connection.url(), connection.url());
            case "AuthInvalidToken", "AuthFailed", "UserNotExist" ->
                "the login at %s is not good any more (%s): `millrace login %s`"
                        .formatted(connection.url(), e.getMessage(), connection.url());
            default -> e.getMessage() + " (" + e.code() + ")";
        };
    }
}
