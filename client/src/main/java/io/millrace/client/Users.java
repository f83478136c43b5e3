package io.millrace.client;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Users of the server; for root, but for the own password. Safe for use by many threads. */
public final class Users {
    private static final String USER = "/user/";
    private static final String PASSWORD = "password";

    private final Wire wire;

    Users(Wire wire) {
        this.wire = wire;
    }

    /**
     * Adds a user.
     *
     * @param name 4 to 16 letters and digits
     * @param password at least six characters, with a digit and a small letter
     */
    public void create(String name, String password) {
        wire.post("/user", Map.of("username", name, PASSWORD, password));
    }

    /** Sets a password. Tokens from before are not good any more. */
    public void setPassword(String name, String password) {
        wire.tell(Request.put(USER + Request.part(name), Fields.write(Map.of(PASSWORD, password)))
                .again());
    }

    /** Removes a user, whose tokens are not good any more. Runs stay. */
    public void delete(String name) {
        wire.tell(Request.delete(USER + Request.part(name), ""));
    }

    /** A page of users. */
    public Page<UserInfo> list(Optional<String> marker) {
        return wire.get("/user", Words.NONE.after(marker).map()).page("userList", UserInfo::of);
    }

    /** All users; pages are asked for as they are needed. */
    public Stream<UserInfo> stream() {
        return Page.all(Optional.empty(), this::list);
    }
}
