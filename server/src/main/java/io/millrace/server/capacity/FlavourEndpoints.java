package io.millrace.server.capacity;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.TimeSource;
import io.millrace.engine.capacity.Amounts;
import io.millrace.engine.capacity.CapacityRegistry;
import io.millrace.engine.capacity.Flavour;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import io.millrace.server.http.Call;
import io.millrace.server.http.Fields;
import io.millrace.server.http.Page;
import io.millrace.server.http.Route;
import io.millrace.server.http.WireTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What can be asked about flavours. Everybody may see and use them, root makes them. */
public record FlavourEndpoints(CapacityRegistry registry, TimeSource time) {
    private static final int LONGEST_NAME = 255;

    /** All of them. */
    public List<Route> routes() {
        return List.of(
                Route.of("POST", "/flavour", this::create),
                Route.of("GET", "/flavour", this::list),
                Route.of("GET", "/flavour/{flavourName}", this::show),
                Route.of("PUT", "/flavour/{flavourName}", this::update),
                Route.of("DELETE", "/flavour/{flavourName}", this::delete));
    }

    private Answer create(Call call) {
        Fields body = call.body(ApiCode.MALFORMED_JSON);
        call.caller().requireRoot(ApiCode.ACTION_NOT_ALLOWED);
        String name = body.text("name");
        if (name.isBlank()) {
            throw ApiCode.FLAVOUR_NOT_FOUND.because("a flavour needs a name");
        }
        if (name.length() > LONGEST_NAME || name.contains("/")) {
            throw ApiCode.FLAVOUR_INVALID_FIELD.because(
                    "the name of a flavour has at most %d characters and no /".formatted(LONGEST_NAME));
        }
        String cluster = body.text("clusterName");
        if (!cluster.isEmpty() && registry.cluster(cluster).isEmpty()) {
            throw ApiCode.CLUSTER_NAME_NOT_FOUND.because("there is no cluster '%s'".formatted(cluster));
        }
        Instant now = time.now();
        Flavour made = registry.add(new Flavour(0, name, cluster, amounts(body), now, now))
                .orElseThrow(() -> ApiCode.DUPLICATED_NAME.because("there is a flavour '%s' already".formatted(name)));
        return Answer.object(json -> json.writeStringField("name", made.name()));
    }

    private Answer update(Call call) {
        Fields body = call.body(ApiCode.MALFORMED_JSON);
        call.caller().requireRoot(ApiCode.ACTION_NOT_ALLOWED);
        Flavour flavour = flavour(call);
        String cluster = body.text("clusterName");
        if (!cluster.isEmpty() && !cluster.equals(flavour.cluster())) {
            throw ApiCode.FLAVOUR_INVALID_FIELD.because("the cluster of a flavour cannot be changed");
        }
        Amounts said = AmountsJson.read(body, ApiCode.FLAVOUR_INVALID_FIELD);
        Amounts amounts = new Amounts(
                said.cpu().isEmpty() ? flavour.amounts().cpu() : said.cpu(),
                said.memory().isEmpty() ? flavour.amounts().memory() : said.memory(),
                body.has("scalarResources") ? said.scalars() : flavour.amounts().scalars());
        Flavour changed = registry.replace(new Flavour(
                        flavour.number(),
                        flavour.name(),
                        flavour.cluster(),
                        proved(amounts),
                        flavour.createdAt(),
                        time.now()))
                .orElseThrow(() -> unknown(call));
        return Answer.object(json -> fields(json, changed));
    }

    private static Amounts amounts(Fields body) {
        return proved(AmountsJson.read(body, ApiCode.FLAVOUR_INVALID_FIELD));
    }

    private static Amounts proved(Amounts amounts) {
        for (String text : List.of(amounts.cpu(), amounts.memory())) {
            if (Amounts.number(text).orElse(BigDecimal.ZERO).signum() <= 0) {
                throw ApiCode.FLAVOUR_INVALID_FIELD.because(
                        "a flavour needs cpu and mem above 0, not '%s'".formatted(text));
            }
        }
        return amounts;
    }

    private Answer list(Call call) {
        Page page = Page.of(call);
        List<Flavour> rows = registry.flavours(
                Set.copyOf(call.queryList("name")),
                Set.copyOf(call.queryList("clusterName")),
                page.after(),
                page.rows());
        return Answer.object(json -> {
            page.write(json, rows, Flavour::number);
            json.writeArrayFieldStart("flavourList");
            for (Flavour flavour : page.shown(rows)) {
                json.writeStartObject();
                fields(json, flavour);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private Answer show(Call call) {
        Flavour flavour = flavour(call);
        return Answer.object(json -> fields(json, flavour));
    }

    private Answer delete(Call call) {
        Flavour flavour = flavour(call);
        call.caller().requireRoot(ApiCode.ACTION_NOT_ALLOWED);
        if (!registry.deleteFlavour(flavour.name())) {
            throw unknown(call);
        }
        return Answer.EMPTY;
    }

    private Flavour flavour(Call call) {
        return registry.flavour(call.path("flavourName")).orElseThrow(() -> unknown(call));
    }

    private static ApiException unknown(Call call) {
        return ApiCode.FLAVOUR_NOT_FOUND.because("there is no flavour '%s'".formatted(call.path("flavourName")));
    }

    private static void fields(JsonGenerator json, Flavour flavour) throws IOException {
        json.writeStringField("id", "flavour-%08x".formatted(flavour.number()));
        json.writeStringField("name", flavour.name());
        json.writeStringField("clusterName", flavour.cluster());
        json.writeStringField("cpu", flavour.amounts().cpu());
        json.writeStringField("mem", flavour.amounts().memory());
        AmountsJson.scalars(json, flavour.amounts());
        json.writeStringField("createTime", WireTime.text(flavour.createdAt()));
        json.writeStringField("updateTime", WireTime.text(flavour.updatedAt()));
    }
}
