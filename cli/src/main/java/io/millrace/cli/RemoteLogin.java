package io.millrace.cli;

import io.millrace.client.MillraceClient;
import io.millrace.client.MillraceClientException;

/** Gets tokens. */
final class RemoteLogin {
    private RemoteLogin() {}

    static String token(String url, String user, String password) {
        try {
            return MillraceClient.login(url, user, password);
        } catch (MillraceClientException e) {
            throw new UsageException("%s: %s (%s)".formatted(url, e.getMessage(), e.code()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
