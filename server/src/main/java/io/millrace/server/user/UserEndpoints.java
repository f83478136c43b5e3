package io.millrace.server.user;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.user.User;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Fields;
import io.millrace.server.http.Page;
import io.millrace.server.http.Route;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** What can be done with accounts. */
public final class UserEndpoints {
    private final Accounts accounts;

    public UserEndpoints(Accounts accounts) {
        this.accounts = accounts;
    }

    public List<Route> routes() {
        return List.of(
                Route.of("POST", "/user", this::create),
                Route.of("GET", "/user", this::list),
                Route.of("PUT", "/user/{username}", this::change),
                Route.of("DELETE", "/user/{username}", this::delete));
    }

    private Answer create(Call call) {
        Fields body = call.body(ApiCode.MALFORMED_JSON);
        String name = body.text("username");
        accounts.create(call.caller(), name, body.text("password"));
        return Answer.object(json -> json.writeStringField("username", name));
    }

    private Answer change(Call call) {
        String password = call.body(ApiCode.MALFORMED_JSON).text("password");
        accounts.changePassword(call.caller(), call.path("username"), password);
        return Answer.EMPTY;
    }

    private Answer delete(Call call) {
        accounts.delete(call.caller(), call.path("username"));
        return Answer.EMPTY;
    }

    private Answer list(Call call) {
        if (!call.query("user").isEmpty()) {
            User user = accounts.show(call.caller(), call.query("user"));
            return Answer.object(json -> fields(json, user));
        }
        Page page = Page.of(call);
        List<User> rows = accounts.list(call.caller(), page.after(), page.rows());
        return Answer.object(json -> {
            page.write(json, rows, User::number);
            json.writeArrayFieldStart("userList");
            for (User user : page.shown(rows)) {
                json.writeStartObject();
                fields(json, user);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void fields(JsonGenerator json, User user) throws IOException {
        json.writeStringField("name", user.name());
        json.writeStringField(
                "createTime",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(user.createdAt().atZone(ZoneId.systemDefault())));
    }
}
