package io.millrace.server.contract;

import io.millrace.server.http.Answer;
import io.millrace.server.http.Route;
import java.util.List;
import java.util.function.Supplier;

/** Where the contract can be read. */
public final class ContractEndpoints {
    private final Text yaml = new Text(() -> Contract.load().yaml());
    private final Text page = new Text(() -> ContractPage.of(Contract.load()));

    public List<Route> routes() {
        return List.of(
                new Route(
                        "GET",
                        "/openapi.yaml",
                        Route.Access.ANYBODY,
                        call -> new Answer.Text("application/yaml; charset=utf-8", yaml.get())),
                new Route(
                        "GET",
                        "/docs",
                        Route.Access.ANYBODY,
                        call -> new Answer.Text("text/html; charset=utf-8", page.get())));
    }

    /** A text that is made when it is first asked for: most servers never are. */
    private static final class Text {
        private final Supplier<String> making;
        private String made = "";

        Text(Supplier<String> making) {
            this.making = making;
        }

        synchronized String get() {
            if (made.isEmpty()) {
                made = making.get();
            }
            return made;
        }
    }
}
