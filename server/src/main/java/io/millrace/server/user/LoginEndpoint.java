package io.millrace.server.user;

import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Fields;
import io.millrace.server.http.Route;
import java.util.List;

/** Where users get their tokens. */
public final class LoginEndpoint {
    private final Accounts accounts;

    public LoginEndpoint(Accounts accounts) {
        this.accounts = accounts;
    }

    /** With and without a slash at the end: redirects are not followed by all clients. */
    public List<Route> routes() {
        return List.of(
                Route.of("POST", "/login", this::login).open(),
                Route.of("POST", "/login/", this::login).open());
    }

    private Answer login(Call call) {
        Fields body = call.body(ApiCode.MALFORMED_JSON);
        String token = accounts.login(body.text("username"), body.text("password"), call.address());
        return Answer.object(json -> json.writeStringField("authorization", token));
    }
}
