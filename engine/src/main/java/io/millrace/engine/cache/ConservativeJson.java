package io.millrace.engine.cache;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import io.millrace.engine.core.Ingredients;
import io.millrace.engine.core.JobMount;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The text under the first fingerprint as PaddleFlow's Go code writes it, plus the loop element where there is one. */
final class ConservativeJson {
    private static final JsonFactory JSON = new JsonFactory().setCharacterEscapes(new GoEscapes());

    private ConservativeJson() {}

    static String of(Ingredients step) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("DockerEnv", step.image());
            json.writeStringField("Command", step.resolvedCommand());
            map(json, "Env", step.resolvedEnv());
            map(json, "Parameters", step.parameters());
            Map<String, String> inputs = new LinkedHashMap<>();
            step.inputs().forEach((name, paths) -> inputs.put(name, String.join(",", paths)));
            map(json, "InputArtifacts", inputs);
            Map<String, String> outputs = new LinkedHashMap<>();
            step.outputs().forEach(name -> outputs.put(name, ""));
            map(json, "OutputArtifacts", outputs);
            json.writeFieldName("MainFS");
            mount(json, step.mainFs());
            if (!step.extraFs().isEmpty()) {
                json.writeArrayFieldStart("ExtraFS");
                for (JobMount mount : step.extraFs()) {
                    mount(json, Optional.of(mount));
                }
                json.writeEndArray();
            }
            if (step.loopItem().isPresent()) {
                json.writeStringField("LoopArgument", step.loopItem().get());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void map(JsonGenerator json, String field, Map<String, String> map) throws IOException {
        if (map.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> entry : new TreeMap<>(map).entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void mount(JsonGenerator json, Optional<JobMount> mount) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", mount.map(JobMount::location).orElse(""));
        json.writeStringField("name", mount.map(JobMount::storage).orElse(""));
        json.writeStringField("mountPath", mount.map(JobMount::mountPath).orElse(""));
        json.writeStringField("subPath", mount.map(JobMount::subPath).orElse(""));
        json.writeBooleanField("readOnly", mount.filter(JobMount::readOnly).isPresent());
        json.writeEndObject();
    }

    /** Go writes these three as escapes, so that JSON may stand inside HTML. */
    private static final class GoEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes['<'] = ESCAPE_CUSTOM;
            codes['>'] = ESCAPE_CUSTOM;
            codes['&'] = ESCAPE_CUSTOM;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return switch (character) {
                case '<', '>', '&' -> new SerializedString("\\u%04x".formatted(character));
                default -> null;
            };
        }
    }
}
