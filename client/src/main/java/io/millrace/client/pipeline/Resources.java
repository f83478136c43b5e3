package io.millrace.client.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a step may use; empty texts and 0: no bound.
 *
 * @param cpu cores: {@code 2}, {@code 0.5}, {@code 500m}
 * @param memory {@code 512Mi}, {@code 4Gi}, or bytes
 * @param gpu devices
 */
public record Resources(String cpu, String memory, int gpu) {
    Map<String, Object> form() {
        Map<String, Object> form = new LinkedHashMap<>();
        if (!cpu.isEmpty()) {
            form.put("cpu", cpu);
        }
        if (!memory.isEmpty()) {
            form.put("memory", memory);
        }
        if (gpu > 0) {
            form.put("gpu", gpu);
        }
        return form;
    }
}
