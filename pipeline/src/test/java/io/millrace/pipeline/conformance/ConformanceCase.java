package io.millrace.pipeline.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.request.ParameterInput;
import io.millrace.pipeline.request.StorageRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One row of the table of validation cases, with its text. */
record ConformanceCase(String id, boolean accepted, Set<String> codes, String yaml, CompileRequest request) {

    private static final String OVERRIDES = """
            name: t
            components: {c: {command: x, parameters: {kp: 1}}}
            entry_points:
              a: {command: x, parameters: {p: 1, t: {type: int, default: 1}, f: {type: float, default: 1.5}, pa: {type: path, default: a}}}
              d:
                parameters: {p: 1}
                entry_points: {e: {command: x, parameters: {p: 1, z: 1}}}
              r: {reference: {component: c}}
            post_process: {m: {command: x, parameters: {p: 1, only: 1}}}
            """;

    @Override
    public String toString() {
        return id + (accepted ? " is accepted" : " is rejected");
    }

    static List<ConformanceCase> all() {
        List<ConformanceCase> cases = new ArrayList<>();
        String text = resource("/conformance/validation.txt");
        for (String block : text.split("(?m)^=== ", -1)) {
            if (!block.startsWith("#")) {
                cases.add(parse(block));
            }
        }
        return cases;
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ConformanceCase.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConformanceCase parse(String block) {
        int end = block.indexOf('\n');
        List<String> words = Arrays.asList(block.substring(0, end).split(" (?=[A-Za-z]+(=| |$)|[A-Z])", -1));
        String body = block.substring(end + 1);
        boolean accepted = words.get(1).equals("accept");
        Set<String> codes = new TreeSet<>();
        CompileRequest request = CompileRequest.PLAIN;
        String yaml = body;
        for (String word : words.subList(2, words.size())) {
            if (word.startsWith("MR")) {
                codes.addAll(Arrays.asList(word.split(",", -1)));
            } else if (word.startsWith("fs=")) {
                request = request.withStorage(word.substring(3), StorageRule.SERVER);
            } else if (word.startsWith("p=")) {
                request = request.withParameters(parameters(word.substring(2)));
            } else {
                yaml = text(word, body);
            }
        }
        return new ConformanceCase(words.getFirst(), accepted, codes, yaml, request);
    }

    private static String text(String form, String body) {
        String fs = form.startsWith("fs") ? "fs_options: {main_fs: {name: ppl}}\n" : "";
        String step = "name: t\ndocker_env: img:1\n" + fs + "entry_points:\n  s:\n    command: x\n";
        return switch (form) {
            case "step", "fsstep" ->
                step + body.lines().map(line -> "    " + line + "\n").collect(Collectors.joining());
            case "top", "fstop" -> step + body;
            case "full" -> body;
            case "overrides" -> OVERRIDES;
            default -> throw new IllegalArgumentException(form);
        };
    }

    /** The values of a JSON object, each as JSON text. */
    private static Map<String, ParameterInput> parameters(String json) {
        Map<String, ParameterInput> parameters = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.getText();
                int to = (int) parser.currentLocation().getCharOffset();
                parameters.put(name, new ParameterInput.Json(json.substring(from, to)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parameters;
    }
}
