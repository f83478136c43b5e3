package io.millrace.client;

import java.time.Instant;

/** A user of the server. */
public record UserInfo(String name, Instant createdAt) {
    static UserInfo of(Fields user) {
        return new UserInfo(user.text("name"), user.time("createTime"));
    }
}
