package io.millrace.server.audit;

import io.millrace.engine.MillraceException;
import io.millrace.engine.TimeSource;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import io.millrace.server.http.Call;
import io.millrace.server.http.Caller;
import io.millrace.server.http.Endpoint;
import io.millrace.server.http.Route;
import java.util.List;

/**
 * Routes that note what they answered, where the request may have changed something.
 *
 * @param strangers hears of logins that were not even tried, because too many had failed
 */
public record AuditedRoutes(Audit audit, Strangers strangers, TimeSource time) {

    /** The same routes; those that only read are as they were. */
    public List<Route> of(List<Route> routes) {
        return routes.stream().map(this::of).toList();
    }

    private Route of(Route route) {
        return route.method().equals("GET")
                ? route
                : new Route(route.method(), route.path(), route.access(), noted(route.method(), route.endpoint()));
    }

    private Endpoint noted(String method, Endpoint endpoint) {
        return call -> {
            try {
                Answer answer = endpoint.answer(call);
                note(method, call, status(answer), "");
                return answer;
            } catch (ApiException refused) {
                if (call.caller().equals(Caller.ANONYMOUS) && refused.code() == ApiCode.TOO_MANY_REQUESTS) {
                    strangers.refused(method, call, refused);
                } else {
                    note(method, call, refused.code());
                }
                throw refused;
            } catch (MillraceException refused) {
                note(method, call, ApiException.of(refused).code());
                throw refused;
            } catch (RuntimeException failed) {
                note(method, call, ApiCode.INTERNAL_ERROR);
                throw failed;
            }
        };
    }

    private static int status(Answer answer) {
        return switch (answer) {
            case Answer.Empty empty -> empty.status();
            case Answer.Json json -> json.status();
            case Answer.Text text -> 200;
            case Answer.Stream stream -> 200;
            case Answer.Bytes bytes -> bytes.status();
        };
    }

    private void note(String method, Call call, ApiCode code) {
        note(method, call, code.status(), code.word());
    }

    private void note(String method, Call call, int status, String code) {
        audit.note(new Audit.Entry(
                time.now(),
                who(call),
                call.address(),
                method,
                call.target(),
                status,
                code,
                call.made(),
                call.requestId()));
    }

    /** The caller; of somebody who logs in the name that was tried, as far as it can be read. */
    private static String who(Call call) {
        if (!call.caller().name().isEmpty()) {
            return call.caller().name();
        }
        try {
            return call.bodyIfAny(ApiCode.MALFORMED_JSON).text("username");
        } catch (ApiException e) {
            return "";
        }
    }
}
