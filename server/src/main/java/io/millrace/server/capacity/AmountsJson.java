package io.millrace.server.capacity;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.capacity.Amounts;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Fields;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Amounts of resources on the wire: requests say {@code mem}, answers {@code memory}. */
final class AmountsJson {
    private AmountsJson() {}

    static Amounts read(Fields fields, ApiCode invalid) {
        String memory = fields.text("mem").isEmpty() ? fields.text("memory") : fields.text("mem");
        Amounts amounts = new Amounts(fields.text("cpu"), memory, fields.texts("scalarResources"));
        Map<String, String> all = new HashMap<>(amounts.scalars());
        all.put("cpu", amounts.cpu());
        all.put("mem", amounts.memory());
        all.forEach((name, text) -> {
            if (!text.isEmpty() && Amounts.number(text).isEmpty()) {
                throw invalid.because("%s must be an amount such as 4, 500m or 8Gi, not '%s'".formatted(name, text));
            }
        });
        return amounts;
    }

    /** Whether none of the amounts is above that of the same name. */
    static boolean isWithin(Amounts some, Amounts most) {
        return isWithin(some.cpu(), most.cpu())
                && isWithin(some.memory(), most.memory())
                && some.scalars().entrySet().stream()
                        .allMatch(scalar ->
                                isWithin(scalar.getValue(), most.scalars().getOrDefault(scalar.getKey(), "0")));
    }

    private static boolean isWithin(String some, String most) {
        Optional<BigDecimal> limit = Amounts.number(most);
        return limit.isEmpty() || Amounts.number(some).orElse(BigDecimal.ZERO).compareTo(limit.get()) <= 0;
    }

    static void write(JsonGenerator json, String field, Amounts amounts) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("cpu", amounts.cpu().isEmpty() ? "0" : amounts.cpu());
        json.writeStringField("memory", amounts.memory().isEmpty() ? "0" : amounts.memory());
        if (!amounts.scalars().isEmpty()) {
            scalars(json, amounts);
        }
        json.writeEndObject();
    }

    static void scalars(JsonGenerator json, Amounts amounts) throws IOException {
        json.writeObjectFieldStart("scalarResources");
        for (Map.Entry<String, String> scalar : new TreeMap<>(amounts.scalars()).entrySet()) {
            json.writeStringField(scalar.getKey(), scalar.getValue());
        }
        json.writeEndObject();
    }
}
