package io.millrace.cli;

import io.millrace.client.UserInfo;
import java.util.List;

/** Users of a server. */
record RemoteUsers(Context context, Remote remote) {

    void create(String user, boolean stdin) {
        String password = Passwords.read(context, "password of " + user, stdin);
        remote.tell(client -> client.users().create(user, password));
        say("created " + user);
    }

    void password(String user, boolean stdin) {
        String password = Passwords.read(context, "new password of " + user, stdin);
        remote.tell(client -> client.users().setPassword(user, password));
        say("%s has a new password".formatted(user));
    }

    void list(ListFormat format) {
        List<UserInfo> users = remote.ask(client -> client.users().stream().toList());
        new Records<>(
                        context,
                        format,
                        "no users",
                        List.of(
                                new Records.Column<>("USER", UserInfo::name),
                                new Records.Column<>("CREATED", user -> RunsListing.time(user.createdAt()))))
                .printAll(users);
    }

    void delete(String user) {
        remote.tell(client -> client.users().delete(user));
        say("deleted " + user);
    }

    private void say(String line) {
        context.out().println(line);
        context.out().flush();
    }
}
