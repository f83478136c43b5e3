package io.millrace.pipeline.property;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes values that fields of a pipeline may have, among them those that YAML readers get wrong. */
final class Values {
    private static final List<String> TEXTS = List.of(
            "",
            "plain",
            "two words",
            " blanks around ",
            "yes",
            "010",
            "1e3",
            "null",
            "~",
            "a: b",
            "# no comment",
            "-",
            "|",
            "it's",
            "say \"hi\"",
            "back\\slash",
            "中文 и emoji 😀",
            "{{a.b.c}} {{ x y }} {{}}",
            "}} {{",
            "tab\there",
            "first\nsecond\n",
            "no end\nof line",
            "\n\n",
            "2026-01-31",
            "[1, 2]",
            "*alias",
            "&anchor",
            "!tag",
            "%directive",
            "@at",
            "`tick`");

    private final RandomGenerator random;

    Values(RandomGenerator random) {
        this.random = random;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    Object scalar() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(2_000_000) - 1_000_000;
            case 1 -> random.nextInt(1_000) / 8.0;
            default -> one(TEXTS);
        };
    }

    Object value() {
        return random.nextInt(4) > 0 ? scalar() : list(2);
    }

    private List<Object> list(int depth) {
        Object first = depth > 0 && random.nextInt(4) == 0 ? list(depth - 1) : scalar();
        return random.nextInt(5) == 0 ? List.of() : List.of(first, scalar());
    }

    Object typed() {
        return switch (random.nextInt(5)) {
            case 0 -> Map.of("type", "string", "default", "text");
            case 1 -> Map.of("type", "int", "default", random.nextInt(9));
            case 2 -> Map.of("type", "float", "default", random.nextInt(9) / 4.0);
            case 3 -> Map.of("Type", "path", "DEFAULT", "a/b-c.txt");
            default -> Map.of("type", "list", "default", List.of(1, "b"));
        };
    }

    /** One of the references alone, or between other text. */
    String mixed(List<String> references) {
        return random.nextBoolean() ? one(references) : "a " + one(references) + "-" + one(references);
    }

    /** Text with references to names that the node itself has. */
    String template(List<String> names, boolean system) {
        StringBuilder text = new StringBuilder(one(TEXTS));
        for (String name : names) {
            if (random.nextBoolean()) {
                text.append(" {{")
                        .append(random.nextBoolean() ? name : " " + name + " ")
                        .append("}}");
            }
        }
        return system && random.nextInt(4) == 0 ? text + "{{PF_LOOP_ARGUMENT}}" : text.toString();
    }

    String condition(List<String> names) {
        String operand = names.isEmpty() ? "{{PF_RUN_ID}}" : "{{" + one(names) + "}}";
        return one(List.of(
                        "%s == 5",
                        "'%s' == 'x y'",
                        "!(%s > 3) || true",
                        "%s in (1, 'b', %s)",
                        "1 < 2 ? %s == a : false",
                        "'%s' =~ '^a+$' && 2 ** 3 >= 8",
                        "-1 * 2 + 3 %% 2 - 1 / 2 != 4"))
                .replace("%s", operand)
                .replace("%%", "%");
    }

    Object loop(List<String> names) {
        return switch (random.nextInt(names.isEmpty() ? 2 : 3)) {
            case 0 -> list(2);
            case 1 -> one(List.of("[1, 2.5, \"x\"]", "[]", "[[1], []]", " [ 1e3 , -0.0 ] ", "[\"a\\u00e9\"]"));
            default -> "{{" + one(names) + "}}";
        };
    }
}
